using EdgeVision.Camera;
using EdgeVision.Camera.V4L2;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>A Video4Linux device.</summary>
internal sealed class V4L2Camera : ICameraKind
{
    public IReadOnlyList<string> Settings { get; } = ["device", "width", "height", "format"];

    public void Validate(CameraOptions camera, string path, Action<string, string> report)
    {
        if (camera.Device is null)
            report($"{path}.device", "is missing; a v4l2 camera needs its device node, for example \"/dev/video0\".");
    }

    public void Check(CameraOptions camera, string path, CameraSurroundings surroundings)
    {
        string device = camera.Device!;
        try
        {
            if (Directory.Exists(device))
            {
                surroundings.Findings.Error($"{path}.device", $"{device} is a folder; name a device in it. 'edgevision cameras' lists them.");
                return;
            }

            if (!File.Exists(device))
            {
                surroundings.Findings.Warning(
                    $"{path}.device",
                    $"{device} is not there now; it is tried again until it is. 'edgevision cameras' lists the cameras that are there.");
                return;
            }

            FileSystemInfo node = File.ResolveLinkTarget(device, returnFinalTarget: true) ?? new FileInfo(Path.GetFullPath(device));
            if (node is FileInfo { Length: > 0 })
                surroundings.Findings.Error($"{path}.device", $"{device} is a file, not a camera; \"kind\": \"replay\" plays files back, by \"path\".");
            else if (!surroundings.Nodes.TryAdd(node.FullName, path["$.".Length..]))
                surroundings.Findings.Warning(
                    $"{path}.device",
                    $"{device} leads to {node.FullName} now, as the device of {surroundings.Nodes[node.FullName]} does; one camera can be opened only once.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            surroundings.Findings.Warning($"{path}.device", $"{device} cannot be looked at: {e.Message}");
        }
    }

    public IFrameSource Open(CameraOptions camera) => AwaitedSource.Over(new V4L2FrameSource(OptionsOf(camera)));

    public double? RateOf(CameraOptions camera) => OptionsOf(camera).FramesPerSecond;

    /// <summary>What it is opened with.</summary>
    internal static V4L2Options OptionsOf(CameraOptions camera)
    {
        var defaults = new V4L2Options { Path = camera.Device! };
        return new V4L2Options
        {
            Path = camera.Device!,
            Width = camera.Width ?? defaults.Width,
            Height = camera.Height ?? defaults.Height,
            FramesPerSecond = camera.Fps ?? defaults.FramesPerSecond,
            PixelFormats = camera.Format is PixelFormat format ? [format] : null,
            SilenceLimit = camera.Patience(defaults.SilenceLimit),
        };
    }
}
