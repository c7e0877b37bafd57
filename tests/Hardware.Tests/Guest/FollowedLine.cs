using System.Globalization;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>
/// A configuration with the first camera, the network that always sees its one class, and outputs that follow a rule: active as long as frames come.
/// </summary>
internal static class FollowedLine
{
    /// <summary>The daemon's name in topics.</summary>
    public const string Device = "vm";

    /// <summary>The camera's node.</summary>
    public const string CameraPath = "/dev/video0";

    /// <summary>Holds from the first frame on.</summary>
    public const string Seen = "seen";

    /// <summary>Holds after 64 frames, a minute of <see cref="SlowCamera"/>: until then something is inferred, and the rule does not hold.</summary>
    public const string NotYet = "not-yet";

    /// <summary>How long a line may take to follow what was done: nothing but a guard against hanging.</summary>
    public static TimeSpan Limit => TimeSpan.FromSeconds(30);

    /// <summary>The camera at a frame a second.</summary>
    public static object SlowCamera => Camera(fps: 1);

    /// <summary>A whole configuration; give it further sections by name.</summary>
    public static Dictionary<string, object> Configuration(params object[] outputs) => new()
    {
        ["device"] = Device,
        ["inference"] = Configurations.Always,
        ["cameras"] = Camera(fps: 5),
        ["rules"] = new[] { Rule(Seen, startFrames: 1), Rule(NotYet, startFrames: 64) },
        ["outputs"] = outputs,
    };

    /// <summary>An output on a line of a chip.</summary>
    /// <param name="line">An offset or a name.</param>
    /// <param name="chip"><see langword="null"/>: the one that has a line of this name.</param>
    public static object Output(string name, string line, string? chip = GpioLine.Chip, string rule = Seen, bool activeLow = false,
        string safeLevel = "inactive", string staleAfter = "3s")
    {
        Dictionary<string, object> output = new()
        {
            ["name"] = name,
            ["line"] = line,
            ["rule"] = rule,
            ["activeLow"] = activeLow,
            ["safeLevel"] = safeLevel,
            ["staleAfter"] = staleAfter,
        };
        if (chip is not null)
            output["chip"] = chip;
        return output;
    }

    /// <summary>An output on a line of the chip that is always there.</summary>
    public static object Output(GpioLine line, string rule = Seen, bool activeLow = false, string safeLevel = "inactive") =>
        Output($"line-{line.Offset}", line.Offset.ToString(CultureInfo.InvariantCulture), GpioLine.Chip, rule, activeLow, safeLevel);

    private static object Camera(int fps) => new[] { new { name = "camera", kind = "v4l2", device = CameraPath, fps } };

    private static object Rule(string name, int startFrames) =>
        new { name, labels = new[] { Configurations.AlwaysLabel }, startFrames, startWindow = startFrames, endAfter = "1s" };
}
