using EdgeVision.EdgeAgent.Configuration;
using Spectre.Console;

namespace EdgeVision.Workbench.Demo;

/// <summary>
/// The page on the terminal's second screen, drawn ten times a second at the size the terminal has just then; its last state stays on the first.
/// </summary>
internal sealed class LiveScreen(EdgeVisionOptions options) : IDemoScreen
{
    private const string Enter = "\e[?1049h\e[?25l";
    private const string Leave = "\e[?25h\e[?1049l";
    private const string Home = "\e[H";
    private const string ClearLine = "\e[K\n";
    private const string ClearRest = "\e[K\e[J";

    // How it went, in up to three lines, and the shell's next prompt.
    private const int LinesBelowTheLastPage = 4;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console = AnsiConsole.Console;

    /// <summary>Whether standard output is a terminal that a page can be drawn on.</summary>
    public static bool IsPossible => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    public async Task ShowAsync(DemoRecorder recorder, Task run)
    {
        using DemoPictures? pictures = OpenPictures();
        var page = new DemoPage(options, pictures);
        Console.Out.Write(Enter);
        try
        {
            while (!run.IsCompleted)
            {
                page.Take(recorder.Drain());
                Console.Out.Write($"{Home}{string.Join(ClearLine, Lines(page, recorder, Console.WindowHeight))}{ClearRest}");
                await Task.WhenAny(run, Task.Delay(s_interval));
            }
        }
        finally
        {
            Console.Out.Write(Leave);
        }

        page.Take(recorder.Drain());
        Console.Out.WriteLine(string.Join('\n', Lines(page, recorder, Console.WindowHeight - LinesBelowTheLastPage)));
    }

    public void Conclude(DemoSummary summary) => _console.Write(new Text($"{LineScreen.Words(summary)}\n"));

    // Half blocks in sixteen colours would be no picture.
    private DemoPictures? OpenPictures()
    {
        if (_console.Profile.Capabilities.ColorSystem < ColorSystem.EightBit)
            return null;

        var pictures = new DemoPictures(options.Cameras[0].Path!);
        pictures.Open();
        return pictures;
    }

    // Never more than there are: one too many would scroll the page.
    private IEnumerable<string> Lines(DemoPage page, DemoRecorder recorder, int height)
    {
        // Not of the console's start: a window's size changes.
        _console.Profile.Width = Math.Max(Console.WindowWidth, 1);
        height = Math.Max(height, 1);
        return _console.ToAnsi(page.Render(_console, height, recorder.Scene, recorder.Summary)).TrimEnd('\n').Split('\n').Take(height);
    }
}
