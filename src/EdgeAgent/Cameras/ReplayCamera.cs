using EdgeVision.Camera;
using EdgeVision.Camera.Replay;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>Recorded pictures.</summary>
internal sealed class ReplayCamera : ICameraKind
{
    private const double FramesPerSecond = 10;

    public IReadOnlyList<string> Settings { get; } = ["path", "loop", "hold"];

    public void Validate(CameraOptions camera, string path, Action<string, string> report)
    {
        if (camera.Path is null)
            report($"{path}.path", "is missing; a replay needs a folder of JPEG pictures or an MJPEG file.");
    }

    public void Check(CameraOptions camera, string path, CameraSurroundings surroundings)
    {
        string recording = camera.Path!;
        try
        {
            if (!Directory.Exists(recording))
            {
                if (NamedFile.FindError(recording) is string error)
                    surroundings.Findings.Warning($"{path}.path", $"{recording} {error}");
            }
            else if (!Directory.EnumerateFiles(recording).Any(IsPicture))
            {
                surroundings.Findings.Warning($"{path}.path", $"{recording} holds no *.jpg or *.jpeg file; put the pictures there before the daemon starts.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            surroundings.Findings.Warning($"{path}.path", $"{recording} cannot be read by user {Environment.UserName}: {e.Message}");
        }
    }

    public IFrameSource Open(CameraOptions camera) => AwaitedSource.Opened(camera.Path!, () => new ReplayFrameSource(OptionsOf(camera)));

    public double? RateOf(CameraOptions camera) => OptionsOf(camera).FramesPerSecond;

    /// <summary>What it is opened with.</summary>
    internal static ReplayOptions OptionsOf(CameraOptions camera) => new()
    {
        Path = camera.Path!,
        FramesPerSecond = camera.Fps ?? FramesPerSecond,
        Loop = camera.Loop ?? true,
        Hold = camera.Hold ?? 1,
    };

    private static bool IsPicture(string file) => Path.GetExtension(file).ToUpperInvariant() is ".JPG" or ".JPEG";
}
