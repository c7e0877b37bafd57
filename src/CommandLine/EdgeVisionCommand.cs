using System.CommandLine;
using System.Runtime.CompilerServices;
using EdgeVision.EdgeAgent.Cli;
using EdgeVision.EdgeAgent.Cli.Config;
using EdgeVision.Workbench;

namespace EdgeVision.CommandLine;

/// <summary>The whole command line: parses, runs the chosen command, and turns whatever goes wrong into one sentence and an exit code.</summary>
internal static class EdgeVisionCommand
{
    /// <summary>How words become options and arguments. A file may have a name that begins with @.</summary>
    public static ParserConfiguration Parsing { get; } = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments)
    {
        StandardOutput.NameInFailures();
        StandardError.Forgive();
        ParseResult parseResult = CreateFor(arguments).Parse(arguments, Parsing);
        IReadOnlyList<string> errors = UsageErrors.Of(parseResult);
        if (errors.Count > 0)
        {
            foreach (string error in errors)
                StandardError.Say(error);
            string path = UsageErrors.PathOf(parseResult.CommandResult);
            await Console.Error.WriteLineAsync($"See edgevision {(path.Length > 0 ? $"{path} " : "")}--help.");
            return ExitCode.Usage;
        }

        try
        {
            return await parseResult.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception) when (Failure.Explain(exception) is { } failure)
        {
            StandardError.Say(failure);
            return failure.ExitCode;
        }
        catch (Exception defect)
        {
            await Console.Error.WriteLineAsync($"edgevision: this is a defect of EdgeVision, please report it:{Environment.NewLine}{defect}");
            return ExitCode.Defect;
        }
    }

    /// <summary>Every command.</summary>
    public static RootCommand Create() => CreateFor([]);

    /// <summary>Every command; for a command of the agent only those of the agent, because a daemon on a board is not to load what it never runs.</summary>
    private static RootCommand CreateFor(string[] arguments)
    {
        Command[] agents =
        [
            RunCommand.Create(), ConfigCommand.Create(), CamerasCommand.Create(), OutputsCommand.Create(), VersionCommand.Create(), TryModelCommand.Create(),
        ];
        RootCommand root = new("Watches cameras with a MobileNet, publishes what it sees over MQTT and drives GPIO outputs.");
        foreach (Command command in agents)
            root.Subcommands.Add(command);
        if (arguments is not [string name, ..] || !agents.Any(command => command.Name == name))
            AddWorkbench(root);
        root.Subcommands.Add(HelpCommand.Create(root));
        return root.WithExamples(
            ("edgevision demo", "see it work: pictures, a broker, an output, no hardware"),
            ("edgevision detect photo.jpg --out found", "find objects in a picture and draw them"),
            ("edgevision run --config /etc/edgevision/edgevision.json", "the daemon, as systemd starts it"));
    }

    // A method of its own, because the runtime loads the workbench's assembly with the first method that names it. Between the daemon and what looks
    // after it, for --help.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddWorkbench(RootCommand root)
    {
        int place = 1;
        foreach (Command command in WorkbenchCommands.Create())
            root.Subcommands.Insert(place++, command);
    }
}
