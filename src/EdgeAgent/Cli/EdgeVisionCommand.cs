using System.CommandLine;
using System.CommandLine.Parsing;
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
    public static async Task<int> RunAsync(string[] arguments)
    {
        StandardOutput.NameInFailures();
        ParseResult parseResult = Create().Parse(arguments);
        if (parseResult.Errors.Count > 0 && parseResult.Action is null or { ClearsParseErrors: false })
        {
            foreach (ParseError error in parseResult.Errors)
                await Console.Error.WriteLineAsync($"edgevision: {error.Message}");
            await Console.Error.WriteLineAsync($"See edgevision{PathOf(parseResult.CommandResult)} --help.");
            return ExitCode.Usage;
        }

        try
        {
            return await parseResult.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception) when (Failure.Explain(exception) is { } failure)
        {
            await Console.Error.WriteLineAsync($"edgevision: {failure.Message}");
            return failure.ExitCode;
        }
        catch (Exception defect)
        {
            await Console.Error.WriteLineAsync($"edgevision: this is a defect of EdgeVision, please report it:{Environment.NewLine}{defect}");
            return ExitCode.Defect;
        }
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "";

    private static RootCommand Create()
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
        return root.WithExamples(
            ("edgevision demo", "see it work: pictures, a broker, an output, no hardware"),
            ("edgevision detect photo.jpg --out found", "find objects in a picture and draw them"),
            ("edgevision run --config /etc/edgevision/edgevision.json", "the daemon, as systemd starts it"));
    }
}
