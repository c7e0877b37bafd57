using EdgeVision.Camera;
using EdgeVision.Inference.Models;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>A failure in words, with the exit code a script can act on.</summary>
/// <param name="Message">One sentence that names the thing, the value and the way out.</param>
internal sealed record Failure(int ExitCode, string Message)
{
    /// <summary>What is wrong in detail, a line each.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>What to tell a person of <paramref name="exception"/>; <see langword="null"/> for a defect of ours, which deserves its stack trace.</summary>
    public static Failure? Explain(Exception exception) => exception switch
    {
        UsageException => new Failure(Cli.ExitCode.Usage, exception.Message),
        ModelFormatException or BadInputException => new Failure(Cli.ExitCode.BadInput, exception.Message),
        Configuration.ConfigurationException configuration => new Failure(Cli.ExitCode.BadConfiguration, "the configuration cannot be used:")
        {
            Details = [.. configuration.Errors.Select(static error => error.ToString())],
        },
        CodecException { InnerException: DllNotFoundException or EntryPointNotFoundException } => new Failure(Cli.ExitCode.Unavailable, exception.Message),
        CameraException or CodecException => new Failure(Cli.ExitCode.NoInput, exception.Message),
        UnreadableFileException or FileNotFoundException or DirectoryNotFoundException => new Failure(Cli.ExitCode.NoInput, exception.Message),
        FileExistsException => new Failure(Cli.ExitCode.CannotWrite, $"{exception.Message.TrimEnd('.')}; --force overwrites."),
        UnauthorizedAccessException or IOException => new Failure(Cli.ExitCode.CannotWrite, exception.Message),
        OperationCanceledException => new Failure(Cli.ExitCode.Interrupted, "interrupted."),
        Mqtt.MqttException => new Failure(Cli.ExitCode.BadConfiguration, exception.Message),
        DllNotFoundException or PlatformNotSupportedException or OwnProcessException or TimeoutException =>
            new Failure(Cli.ExitCode.Unavailable, exception.Message),
        _ => null,
    };
}
