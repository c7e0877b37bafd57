using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The broker that is told what is seen: <c>mqtt</c>.</summary>
internal sealed class MqttOutputKind(MqttOptions mqtt) : IOutputKind
{
    private static readonly string[] s_commonHostNames =
        ["localhost", "localhost.localdomain", "(none)", "raspberrypi", "debian", "ubuntu", "jetson", "nvidia"];

    private static readonly string[] s_references = ["${file:", "${credential:"];

    public void Validate(OutputNeighbours neighbours, Action<string, string> report)
    {
        if (mqtt.Password is not null && mqtt.PasswordFile is not null)
            report("$.mqtt.password", "is given twice, here and by passwordFile; keep one of them.");
        if (s_references.Any(reference => mqtt.Password?.StartsWith(reference, StringComparison.Ordinal) == true))
            report("$.mqtt.password", "would be sent as it is written; name the file by passwordFile (systemd's credential mqtt-password is found by itself).");
        if (mqtt.Username is null && (mqtt.Password ?? mqtt.PasswordFile) is not null)
            report("$.mqtt.username", "is missing; a password needs a user.");
        if (mqtt.Tls is { } tls && tls.Certificate is null != tls.Key is null)
            report(tls.Key is null ? "$.mqtt.tls.key" : "$.mqtt.tls.certificate", "is missing; a certificate and its key go together.");
    }

    public void Check(OutputNeighbours neighbours, IFindings findings, Wiring wiring)
    {
        if (!neighbours.HasOwnName && IsCommon(neighbours.Device))
        {
            findings.Warning(
                "$.device",
                $"is not set, and the host is called \"{neighbours.Device}\" like many others; two boxes of one name overwrite each other at the broker. "
                + "Set a name of its own.");
        }

        new TlsFilesCheck(mqtt.Tls, findings, DateTimeOffset.UtcNow).Check();
        MqttConnectionOptions connection = BrokerConnections.Describe(mqtt, neighbours.Device, board: null);
        try
        {
            MqttOptionsCheck.Require(connection);
        }
        catch (MqttException e)
        {
            findings.Error("$.mqtt", e.Message);
        }

        if (connection.Credentials is { } credentials)
            CheckPassword(credentials, findings);
    }

    public void CheckModel(ModelManifest model, IFindings findings)
    {
        if (mqtt.Detections.Mask != MaskForm.None && model.Task != ModelTask.Segmentation)
            findings.Error("$.mqtt.detections.mask", $"model {model.Name} gives no class to each pixel; leave it out, or choose a model for segmentation.");
    }

    public IOutput Make(OutputSurroundings surroundings) => new MqttOutput(mqtt, surroundings);

    /// <summary>Whether a host has the name that somebody else gave it, and thousands like it.</summary>
    internal static bool IsCommon(string hostName) => s_commonHostNames.Contains(hostName, StringComparer.OrdinalIgnoreCase);

    private void CheckPassword(MqttCredentials credentials, IFindings findings)
    {
        string path = mqtt.PasswordFile is null ? "$.mqtt.username" : "$.mqtt.passwordFile";
        if (credentials.PasswordFile is string file && NamedFile.FindError(file) is string error)
        {
            findings.Error(path, $"{file} {error}");
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
