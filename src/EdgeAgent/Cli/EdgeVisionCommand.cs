using System.CommandLine;
using EdgeVision.EdgeAgent.Cli.Bench;
using EdgeVision.EdgeAgent.Cli.Config;
using EdgeVision.EdgeAgent.Cli.Demo;
using EdgeVision.EdgeAgent.Cli.Eval;
using EdgeVision.EdgeAgent.Cli.Fit;
using EdgeVision.EdgeAgent.Cli.Model;
using EdgeVision.EdgeAgent.Cli.Pictures;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>The whole command line: parses, runs the chosen command, and turns whatever goes wrong into one sentence and an exit code.</summary>
internal static class EdgeVisionCommand
{
    /// <summary>How words become options and arguments. A file may have a name that begins with @.</summary>
    public static ParserConfiguration Parsing { get; } = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments)
    {
        StandardOutput.NameInFailures();
        StandardError.Forgive();
        ParseResult parseResult = Create().Parse(arguments, Parsing);
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
    public static RootCommand Create()
    {
        RootCommand root = new("Watches cameras with a MobileNet, publishes what it sees over MQTT and drives GPIO outputs.")
        {
            RunCommand.Create(),
            DemoCommand.Create(),
            DetectCommand.Create(),
            ClassifyCommand.Create(),
            SegmentCommand.Create(),
            EvalCommand.Create(),
            BenchCommand.Create(),
            ModelCommand.Create(),
            FitCommand.Create(),
            ConfigCommand.Create(),
            CamerasCommand.Create(),
            OutputsCommand.Create(),
            VersionCommand.Create(),
        };
        root.Subcommands.Add(HelpCommand.Create(root));
        return root.WithExamples(
            ("edgevision demo", "see it work: pictures, a broker, an output, no hardware"),
            ("edgevision detect photo.jpg --out found", "find objects in a picture and draw them"),
            ("edgevision run --config /etc/edgevision/edgevision.json", "the daemon, as systemd starts it"));
    }
}
