using EdgeVision.Camera;
using Spectre.Console;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>Standard output whose failures say that it is standard output: the runtime's words for a closed one or a full disk name nothing.</summary>
internal sealed class StandardOutput : WriteOnlyStream
{
    // A file or pipe has no width that lines would have to fit.
    private const int WidthOfAFile = 320;

    private readonly Stream _output = Console.OpenStandardOutput();

    private StandardOutput()
    {
    }

    /// <summary>The bytes as they are.</summary>
    public static Stream Open() => new StandardOutput();

    /// <summary>Writes a line for people, with whatever a terminal would obey made visible.</summary>
    public static void WriteLine(string line) => Console.WriteLine(Visible.Of(line));

    /// <summary>For tables and plots, as wide as the terminal; a file or pipe takes lines of any length.</summary>
    public static IAnsiConsole OfTables()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthOfAFile;
        return AnsiConsole.Console;
    }

    /// <summary>Lets <see cref="Console.Out"/> fail in the same words, unless it is a terminal, which does not.</summary>
    public static void NameInFailures()
    {
        if (Console.IsOutputRedirected)
            Console.SetOut(new StreamWriter(Open()) { AutoFlush = true });
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _output.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = e is UnauthorizedAccessException ? "it is closed or may not be written" : e.Message.TrimEnd('.');
            throw new IOException($"standard output: {reason}; send it to a file, a pipe or a terminal that takes it.", e);
        }
    }
}
