using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Hosting.Checks;

/// <summary>
/// What a configuration names and this machine must have: models, files, programs, devices. Opens no device, runs no program and asks no network. What may be
/// right by the time the daemon starts, or is tried again until it is, is a warning; what somebody has to change is an error.
/// </summary>
internal static class ConfigurationCheck
{
    /// <summary>Everything.</summary>
    public static IReadOnlyList<ConfigurationFinding> All(EdgeVisionOptions options)
    {
        var findings = new ConfigurationFindings(options.OriginOf);
        new ModelCheck(options, findings).Check();
        CheckSurroundings(options, findings);
        return findings.All;
    }

    /// <summary>Everything but the model, which the daemon finds wrong when it loads it.</summary>
    public static IReadOnlyList<ConfigurationFinding> Surroundings(EdgeVisionOptions options)
    {
        var findings = new ConfigurationFindings(options.OriginOf);
        CheckSurroundings(options, findings);
        return findings.All;
    }

    private static void CheckSurroundings(EdgeVisionOptions options, ConfigurationFindings findings)
    {
        var cameras = new CameraSurroundings(findings);
        for (int i = 0; i < options.Cameras.Count; i++)
            CameraKinds.Find(options.Cameras[i].Kind)!.Check(options.Cameras[i], $"$.cameras[{i}]", cameras);
        new ModelUpdateValidator(options.Inference.Model, options.ModelUpdates, findings.Error).Check(findings);
        CheckWiring(options, findings, new Wiring(findings));
    }

    /// <summary>Inputs and outputs.</summary>
    internal static void CheckWiring(EdgeVisionOptions options, ConfigurationFindings findings, Wiring wiring)
    {
        for (int i = 0; i < options.Inputs.Count; i++)
            wiring.CheckChip(options.Inputs[i].Chip, $"$.inputs[{i}].chip");

        OutputNeighbours neighbours = OutputKinds.Neighbours(options, options.DeviceName);
        foreach (IOutputKind output in OutputKinds.Of(options))
            output.Check(neighbours, findings, wiring);
    }
}
