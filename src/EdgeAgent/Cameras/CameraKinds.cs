using EdgeVision.Camera;

namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>Every kind of camera.</summary>
internal static class CameraKinds
{
    private static readonly Dictionary<CameraKind, ICameraKind> s_rows = new()
    {
        [CameraKind.V4L2] = new V4L2Camera(),
        [CameraKind.Replay] = new ReplayCamera(),
        [CameraKind.Pipe] = new PipeCamera(),
    };

    // In the order in which a camera that has several too many is told of them.
    private static readonly (string Name, Func<CameraOptions, object?> Get)[] s_settings =
    [
        ("device", static camera => camera.Device),
        ("path", static camera => camera.Path),
        ("command", static camera => camera.Command.Count == 0 ? null : camera.Command),
        ("environment", static camera => camera.Environment.Count == 0 ? null : camera.Environment),
        ("width", static camera => camera.Width),
        ("height", static camera => camera.Height),
        ("format", static camera => camera.Format),
        ("loop", static camera => camera.Loop),
        ("hold", static camera => camera.Hold),
    ];

    /// <summary>Settings that not every kind has.</summary>
    public static IEnumerable<string> Settings => s_settings.Select(static setting => setting.Name);

    /// <summary>What is known of a kind; <see langword="null"/>: a configuration named none that there is.</summary>
    public static ICameraKind? Find(CameraKind kind) => s_rows.GetValueOrDefault(kind);

    /// <summary>Settings of a camera that are given and that its kind does not have.</summary>
    public static IEnumerable<string> Foreign(CameraOptions camera, ICameraKind kind) =>
        s_settings.Where(setting => !kind.Settings.Contains(setting.Name) && setting.Get(camera) is not null).Select(static setting => setting.Name);

    /// <inheritdoc cref="ICameraKind.Open"/>
    public static IFrameSource Open(CameraOptions camera) => s_rows[camera.Kind].Open(camera);

    /// <inheritdoc cref="ICameraKind.RateOf"/>
    public static double? RateOf(CameraOptions camera) => s_rows[camera.Kind].RateOf(camera);
}
