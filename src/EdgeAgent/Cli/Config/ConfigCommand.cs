using System.CommandLine;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting.Checks;

namespace EdgeVision.EdgeAgent.Cli.Config;

/// <summary><c>edgevision config</c>: checks a configuration, or prints what one may say.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new Command("config", "Check a configuration, or print its JSON Schema.") { CreateCheck(), CreateSchema() }.WithExamples(
        ("edgevision config check --config edgevision.json", "before reloading the service; exit code 78 says it would be refused"),
        ("edgevision config schema > edgevision.schema.json", "for an editor that completes and checks while you write"));

    private static Command CreateCheck()
    {
        Option<string> file = ConfigurationArguments.File();
        Option<string[]> settings = ConfigurationArguments.Settings();
        Option<bool> strict = new("--strict") { Description = "Warnings count as errors." };
        Option<bool> json = CommonOptions.Json();
        Command command = new(
            "check",
            "Read a configuration as 'run' would, look for the models, files, programs and devices it names, and report everything wrong with it. "
            + "Opens no device and asks no network.")
        {
            file, settings, strict, json,
        };
        command.SetAction(result =>
        {
            EdgeVisionOptions? options = null;
            IReadOnlyList<ConfigurationFinding> findings;
            try
            {
                options = ConfigurationArguments.Load(result, file, settings);
                findings = ConfigurationFinding.InOrder(ConfigurationCheck.All(options));
            }
            catch (ConfigurationException exception)
            {
                findings = exception.Errors;
            }

            var report = new CheckReport(findings, result.GetValue(strict));
            if (result.GetValue(json))
                report.PrintJson();
            else
                report.Print(result.GetValue(file)!, options);
            return report.IsGood ? ExitCode.Ok : ExitCode.BadConfiguration;
        });
        return command.WithExamples(
            ("edgevision config check --config edgevision.json", "before reloading the service; exit code 78 says it would be refused"),
            ("edgevision config check --config edgevision.json --strict", "on the board where it is to work, with everything plugged in and installed"));
    }

    private static Command CreateSchema()
    {
        Command command = new("schema", "Print the configuration's JSON Schema, for editors.");
        command.SetAction(static _ =>
        {
            using Stream output = StandardOutput.Open();
            ConfigurationSchema.Write(output);
            output.WriteByte((byte)'\n');
        });
        return command.WithExamples(("edgevision config schema > edgevision.schema.json", "then \"$schema\": \"./edgevision.schema.json\" in edgevision.json"));
    }
}
