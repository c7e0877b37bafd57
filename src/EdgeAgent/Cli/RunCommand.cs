using System.CommandLine;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Logging;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary><c>edgevision run</c>: the daemon.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        Option<string> file = ConfigurationArguments.File();
        Option<string[]> settings = ConfigurationArguments.Settings();
        Option<bool> json = CommonOptions.Json();
        Command command = new("run", "Watch the configured cameras until SIGTERM or Ctrl-C.") { file, settings, json };
        command.SetAction(async (result, stoppingToken) =>
        {
            Console.SetError(new StreamWriter(new ImpatientStream(StandardError.Open(), s_lastWords)) { AutoFlush = true });
            var seams = new EdgeVisionSeams
            {
                OpenModel = ModelTrial.Open,
                TryModel = ModelTrial.Try,
                ConfigurationFile = result.GetValue(file),
                FindStore = static () => StoreFolder.Default,
                ConfigureLogging = result.GetValue(json) ? LogDestination.AddJson : null,
            };
            await EdgeVisionHost.RunAsync(() => ConfigurationArguments.Load(result, file, settings), seams, stoppingToken);
            return ExitCode.Ok;
        });
        return command.WithExamples(
            ("edgevision run --config edgevision.json", "with a configuration of your own; 'edgevision config schema' says what it may hold"),
            ("edgevision run --config edgevision.json --set mqtt:host=broker.local", "one setting changed"));
    }
}
