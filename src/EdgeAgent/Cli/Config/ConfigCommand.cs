using System.CommandLine;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;

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
        Option<bool> json = CommonOptions.Json();
        Command command = new("check", "Read a configuration as 'run' would and report everything wrong with it.") { file, settings, json };
        command.SetAction(result =>
        {
            try
            {
                EdgeVisionOptions options = ConfigurationArguments.Load(result, file, settings);
                if (result.GetValue(json))
                    JsonLines.Write(static line => line.WriteBoolean("valid", true));
                else
                    StandardOutput.WriteLine(SystemdJournal.Information($"{result.GetValue(file)}: good; {options.Cameras.Count} cameras, {options.Rules.Count} rules, {options.Outputs.Count} outputs."));
                return ExitCode.Ok;
            }
            catch (ConfigurationException exception) when (result.GetValue(json))
            {
                foreach (ConfigurationError error in exception.Errors)
                    PrintJson(error);
                return ExitCode.BadConfiguration;
            }
        });
        return command.WithExamples(("edgevision config check --config edgevision.json", "before reloading the service; exit code 78 says it would be refused"));
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

    private static void PrintJson(ConfigurationError error) => JsonLines.Write(line =>
    {
        line.WriteBoolean("valid", false);
        line.WriteString("origin", error.Origin.ToString());
        line.WriteString("path", error.Path);
        line.WriteString("message", error.Message);
    });
}
