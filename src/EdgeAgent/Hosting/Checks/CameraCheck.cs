using EdgeVision.Camera.Pipe;
using EdgeVision.EdgeAgent.Configuration;

namespace EdgeVision.EdgeAgent.Hosting.Checks;

/// <summary>Whether devices, recordings and programs of the cameras are there, without opening any. A camera that is not there is waited for, so most of it warns.</summary>
internal sealed class CameraCheck(IReadOnlyList<CameraOptions> cameras, ConfigurationFindings findings)
{
    /// <summary>Reports everything.</summary>
    public void Check()
    {
        var nodes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < cameras.Count; i++)
        {
            string path = $"$.cameras[{i}]";
            switch (cameras[i].Kind)
            {
                case CameraKind.V4L2:
                    CheckDevice(cameras[i].Device!, $"{path}.device", i, nodes);
                    break;
                case CameraKind.Replay:
                    CheckRecording(cameras[i].Path!, $"{path}.path");
                    break;
                case CameraKind.Pipe:
                    CheckProgram(cameras[i].Command[0], $"{path}.command[0]");
                    CheckSecrets(cameras[i].Command, $"{path}.command");
                    CheckSecrets(cameras[i].Environment, $"{path}.environment");
                    break;
            }
        }
    }

    private void CheckDevice(string device, string path, int index, Dictionary<string, int> nodes)
    {
        try
        {
            if (Directory.Exists(device))
            {
                findings.Error(path, $"{device} is a folder; name a device in it. 'edgevision cameras' lists them.");
                return;
            }

            if (!File.Exists(device))
            {
                findings.Warning(path, $"{device} is not there now; it is tried again until it is. 'edgevision cameras' lists the cameras that are there.");
                return;
            }

            FileSystemInfo node = File.ResolveLinkTarget(device, returnFinalTarget: true) ?? new FileInfo(Path.GetFullPath(device));
            if (node is FileInfo { Length: > 0 })
                findings.Error(path, $"{device} is a file, not a camera; \"kind\": \"replay\" plays files back, by \"path\".");
            else if (!nodes.TryAdd(node.FullName, index))
                findings.Warning(path, $"{device} leads to {node.FullName} now, as the device of cameras[{nodes[node.FullName]}] does; one camera can be opened only once.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Warning(path, $"{device} cannot be looked at: {e.Message}");
        }
    }

    private void CheckRecording(string recording, string path)
    {
        try
        {
            if (!Directory.Exists(recording))
            {
                if (NamedFile.Complain(recording) is string complaint)
                    findings.Warning(path, $"{recording} {complaint}");
            }
            else if (!Directory.EnumerateFiles(recording).Any(IsPicture))
            {
                findings.Warning(path, $"{recording} holds no *.jpg or *.jpeg file; put the pictures there before the daemon starts.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Warning(path, $"{recording} cannot be read by user {Environment.UserName}: {e.Message}");
        }
    }

    private void CheckProgram(string program, string path)
    {
        if (ProgramPath.Complain(program, Environment.GetEnvironmentVariable("PATH")) is string complaint)
            findings.Warning(path, $"{program} {complaint}");
    }

    private void CheckSecrets(IReadOnlyList<string> texts, string path)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            foreach (string file in CredentialReferences.FilesIn(texts[i]))
            {
                if (NamedFile.Complain(file) is string complaint)
                    findings.Warning($"{path}[{i}]", $"{file} {complaint}");
            }
        }
    }

    private static bool IsPicture(string file) => Path.GetExtension(file).ToUpperInvariant() is ".JPG" or ".JPEG";
}
