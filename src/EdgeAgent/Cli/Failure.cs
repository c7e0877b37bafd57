using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Cli.Pictures;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>A failure in words, with the exit code a script can act on.</summary>
/// <param name="Message">One sentence that names the thing, the value and the way out.</param>
internal sealed record Failure(int ExitCode, string Message)
{
    /// <summary>What to tell a person of <paramref name="exception"/>; <see langword="null"/> for a defect of ours, which deserves its stack trace.</summary>
    public static Failure? Explain(Exception exception) => exception switch
    {
        ModelFormatException or PictureException => new Failure(Cli.ExitCode.BadInput, exception.Message),
        CameraException => new Failure(Cli.ExitCode.NoInput, exception.Message),
        FileNotFoundException or DirectoryNotFoundException => new Failure(Cli.ExitCode.NoInput, exception.Message),
        UnauthorizedAccessException or IOException => new Failure(Cli.ExitCode.CannotWrite, exception.Message),
        OperationCanceledException => new Failure(Cli.ExitCode.Interrupted, "interrupted."),
        DllNotFoundException or PlatformNotSupportedException => new Failure(Cli.ExitCode.Unavailable, exception.Message),
        _ => null,
    };
}
