using System.CommandLine;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Expanders;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Outputs.Gpio;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary><c>edgevision outputs</c>: what a person, or systemd after a crash, does with the configured lines while no daemon holds them.</summary>
internal static class OutputsCommand
{
    public static Command Create() =>
        new Command("outputs", "Bring the configured GPIO lines to their safe level when no daemon does.") { CreateSafe() }.WithExamples(
            ("edgevision outputs safe --config edgevision.json", "after a daemon was killed; the systemd unit does it by itself"));

    private static Command CreateSafe()
    {
        Option<string> file = ConfigurationArguments.File();
        Option<string[]> settings = ConfigurationArguments.Settings();
        Option<bool> json = CommonOptions.Json();
        Command command = new(
            "safe", "Drive each output's line to its safe level and let go of it. A line that somebody holds, such as a running daemon, is left alone.")
        {
            file, settings, json,
        };
        command.SetAction(result =>
        {
            // What the daemon really held goes before what the file says by now; only the unit's own command sees the folder.
            IReadOnlyList<HeldLine> held =
                (Environment.GetEnvironmentVariable(EdgeVisionSeams.RuntimeFolderVariable) is { Length: > 0 } folder ? HeldLine.Find(folder) : null)
                ?? [.. ConfigurationArguments.Load(result, file, settings).Outputs.Where(output => output.Driver != OutputDriver.Simulated)
                    .Select(HeldLine.From)];
            var lines = new CharacterDeviceGpioLines();
            var expanders = new ExpanderLines(held.Select(line => line.Request), static _ => { });
            bool all = true;
            foreach (HeldLine line in held)
            {
                LineRelease release = LineRelease.AtSafeLevel(line, line.Request.Expander is null ? lines : expanders);
                all &= release.Error is null;
                if (result.GetValue(json))
                    JsonLines.Write(writer =>
                    {
                        writer.WriteString("output", release.Output);
                        writer.WriteString("line", release.Line);
                        writer.WriteString("level", release.Error is null ? release.Level.ToString().ToLowerInvariant() : null);
                        writer.WriteString("trouble", release.Error);
                    });
                else if (release.Error is null)
                    StandardOutput.WriteLine(SystemdJournal.Information($"{release.Output}: {release.Line} is {release.Level.ToString().ToLowerInvariant()}."));
                else
                    StandardError.Say($"output {release.Output}: {release.Error}");
            }

            return all ? ExitCode.Ok : ExitCode.NoInput;
        });
        return command.WithExamples(
            ("edgevision outputs safe --config edgevision.json", "after a daemon was killed; the systemd unit does it by itself"),
            ("edgevision outputs safe --json", "one object an output"));
    }
}
