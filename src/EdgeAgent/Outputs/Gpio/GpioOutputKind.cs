using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>The lines that follow rules: <c>outputs</c>.</summary>
internal sealed class GpioOutputKind(IReadOnlyList<OutputOptions> outputs) : IOutputKind
{
    public void Validate(OutputNeighbours neighbours, Action<string, string> report)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            OutputOptions output = outputs[i];
            string path = PathOf(i);
            neighbours.ValidateRule(output.Rule, $"{path}.rule", report);
            ValidateStaleness(output, path, neighbours, report);
            if (output.Driver == OutputDriver.CharacterDevice)
                ValidateLine(output, i, report);
        }

        new ExpanderValidator(outputs, report).Validate();
    }

    public void Check(OutputNeighbours neighbours, IFindings findings, Wiring wiring)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            wiring.CheckChip(outputs[i].Chip, $"{PathOf(i)}.chip");
            wiring.CheckBus(outputs[i].Bus, $"{PathOf(i)}.bus");
        }
    }

    public IOutput Make(OutputSurroundings surroundings) => new GpioOutput(outputs, surroundings);

    private static string PathOf(int index) => $"$.outputs[{index}]";

    private void ValidateLine(OutputOptions output, int index, Action<string, string> report)
    {
        string path = PathOf(index);
        output.LineName.Validate(path, "an output", report);
        for (int other = 0; other < index; other++)
        {
            if (outputs[other].Driver == output.Driver && output.LineName.MayBe(outputs[other].LineName))
                report($"{path}.line", $"\"{output.Line}\" is already driven by outputs[{other}]; one line can follow one rule only.");
        }
    }

    /// <summary>A camera so slow that the output goes safe between two of its frames, or when one is late, would make a relay chatter.</summary>
    private static void ValidateStaleness(OutputOptions output, string path, OutputNeighbours neighbours, Action<string, string> report)
    {
        if (neighbours.FindRule(output.Rule) is not RuleOptions rule)
            return;

        (string Name, double Fps)[] watched =
        [
            .. neighbours.Cameras
                .Where(camera => camera.Fps > 0 && (rule.Cameras.Count == 0 || rule.Cameras.Contains(camera.Name)))
                .Select(static camera => (camera.Name, camera.Fps!.Value)),
        ];
        if (watched.Length == 0)
            return;

        (string name, double fps) = watched.MinBy(static camera => camera.Fps);
        if (output.StaleAfter.TotalSeconds >= 2 / fps)
            return;

        TimeSpan interval = TimeSpan.FromMilliseconds(Math.Ceiling(1000 / fps));
        report(
            $"{path}.staleAfter",
            $"{Duration.Format(output.StaleAfter)} would make the output go safe between two frames of camera \"{name}\", which come every "
            + $"{Duration.Format(interval)}; use at least {Duration.Format(2 * interval)}, or give the camera a higher fps.");
    }
}
