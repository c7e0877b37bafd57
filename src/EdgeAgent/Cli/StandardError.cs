using EdgeVision.Camera;
using Spectre.Console;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>Words and progress that must not mix with a command's output.</summary>
internal static class StandardError
{
    private static IAnsiConsole Console { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });

    /// <summary>The bytes as they are; one that is closed or full takes none, and says nothing of it.</summary>
    public static Stream Open() => new ForgivingStream(System.Console.OpenStandardError());

    /// <summary>Lets no command end over it.</summary>
    public static void Forgive()
    {
        if (System.Console.IsErrorRedirected)
            System.Console.SetError(new StreamWriter(Open()) { AutoFlush = true });
    }

    /// <summary>Says a sentence in a line of its own, with the program's name in front and whatever a terminal would obey made visible.</summary>
    public static void Say(string sentence) => System.Console.Error.WriteLine($"edgevision: {Visible.Of(sentence)}");

    /// <summary>Says why something failed.</summary>
    public static void Say(Failure failure)
    {
        Say(failure.Message);
        foreach (string detail in failure.Details)
            System.Console.Error.WriteLine(Visible.Of(detail));
    }

    /// <summary>
    /// Runs <paramref name="work"/>, which calls its argument after each of <paramref name="steps"/> steps; a terminal sees a bar, a file nothing.
    /// </summary>
    public static T Progress<T>(string description, int steps, Func<Action, T> work)
    {
        if (System.Console.IsErrorRedirected)
            return work(static () => { });

        return Console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Visible.Of(description).EscapeMarkup(), maxValue: steps);
                return work(() => task.Increment(1));
            });
    }
}
