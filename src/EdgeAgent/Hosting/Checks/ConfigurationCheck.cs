using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Hosting.Checks;

/// <summary>
/// What a configuration names and this machine must have: models, files, programs, devices. Opens no device, runs no program and asks no network. What may be
/// right by the time the daemon starts, or is tried again until it is, is a warning; what somebody has to change is an error.
/// </summary>
internal static class ConfigurationCheck
{
    private static readonly string[] s_commonHostNames = ["localhost", "localhost.localdomain", "(none)", "raspberrypi", "debian", "ubuntu", "jetson", "nvidia"];

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

    /// <summary>Whether a host has the name that somebody else gave it, and thousands like it.</summary>
    internal static bool IsCommon(string hostName) => s_commonHostNames.Contains(hostName, StringComparer.OrdinalIgnoreCase);

    private static void CheckSurroundings(EdgeVisionOptions options, ConfigurationFindings findings)
    {
        CheckCameras(options.Cameras, findings);
        new WiringCheck(options, findings).Check();
        if (options.Mqtt is null)
            return;

        if (options.Device is null && IsCommon(options.DeviceName))
            findings.Warning("$.device", $"is not set, and the host is called \"{options.DeviceName}\" like many others; two boxes of one name overwrite each other at the broker. Set a name of its own.");
        new TlsFilesCheck(options.Mqtt.Tls, findings, DateTimeOffset.UtcNow).Check();
        CheckBroker(options, findings);
    }

    private static void CheckCameras(IReadOnlyList<CameraOptions> cameras, ConfigurationFindings findings)
    {
        var surroundings = new CameraSurroundings(findings.Error, findings.Warning);
        for (int i = 0; i < cameras.Count; i++)
            CameraKinds.Find(cameras[i].Kind)!.Check(cameras[i], $"$.cameras[{i}]", surroundings);
    }

    private static void CheckBroker(EdgeVisionOptions options, ConfigurationFindings findings)
    {
        MqttConnectionOptions connection = BrokerConnections.Describe(options.Mqtt!, options.DeviceName, board: null);
        try
        {
            MqttOptionsCheck.Require(connection);
        }
        catch (MqttException e)
        {
            findings.Error("$.mqtt", e.Message);
        }

        if (connection.Credentials is not { } credentials)
            return;

        string path = options.Mqtt!.PasswordFile is null ? "$.mqtt.username" : "$.mqtt.passwordFile";
        if (credentials.PasswordFile is string file && NamedFile.Complain(file) is string complaint)
        {
            findings.Error(path, $"{file} {complaint}");
            return;
        }

        try
        {
            if (credentials.ReadPassword() is { Length: 0 })
                findings.Warning(path, "the password is empty; write it on the file's first line.");
        }
        catch (MqttException e)
        {
            findings.Error(path, e.Message);
        }
    }
}
