using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>The kernel's test camera; left as the machine has it at its start.</summary>
internal sealed partial class Vivid : IDisposable
{
    /// <summary>Its node.</summary>
    public const string Path = "/dev/video0";

    private const string Driver = "/sys/bus/platform/drivers/vivid/";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private readonly bool _reloaded;

    /// <summary>The webcam as the machine starts with it, without words on its picture.</summary>
    public Vivid()
        : this(reloaded: false)
    {
        Reset();
        Set(("osd_text_mode", 2));
    }

    private Vivid(bool reloaded) => _reloaded = reloaded;

    /// <summary>The driver loaded anew with options of its own, for example for another kind of input.</summary>
    /// <param name="options">As behind <c>modprobe vivid</c>.</param>
    public static Vivid Loaded(params string[] options)
    {
        Load(options);
        return new Vivid(reloaded: true);
    }

    /// <summary>Loads the driver anew as the machine starts with it: a format, a rate or a control that somebody has set is forgotten.</summary>
    public static void Reload() => Load();

    /// <summary>Takes the driver away, and with it the lowest numbers.</summary>
    public static void Unload()
    {
        // A program that has just ended may still hold a node for a moment.
        Eventually.True(() => Shell.Try("modprobe", "-r", "vivid").ExitCode == 0, s_limit, () => $"vivid is in use: {Shell.Try("lsmod").Words}");
        Eventually.True(() => !File.Exists(Path), s_limit, () => $"{Path} is still there");
    }

    /// <summary>Sets controls of the driver, as <c>v4l2-ctl --list-ctrls</c> names them.</summary>
    public static void Set(params (string Control, int Value)[] controls) =>
        Shell.Run("v4l2-ctl", "-d", Path, "-c", string.Join(',', controls.Select(control => $"{control.Control}={control.Value}")));

    /// <summary>Presses a button among the controls.</summary>
    public static void Press(string button) => Set((button, 1));

    /// <summary>Takes the driver away from the device, as if it were pulled out.</summary>
    public static void Unbind() => File.WriteAllText(Driver + "unbind", "vivid.0");

    /// <summary>Gives the device its driver back.</summary>
    public static void Bind()
    {
        File.WriteAllText(Driver + "bind", "vivid.0");
        WaitForNode();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_reloaded)
            Load();
        else if (!Directory.Exists(Driver + "vivid.0"))
            Bind();
        else
            Reset();
    }

    private static void Load(params string[] options)
    {
        Unload();
        Shell.Run("modprobe", ["vivid", .. options]);
        WaitForNode();
    }

    private static void WaitForNode() =>
        Eventually.True(() => File.Exists(Path) && Shell.Try("v4l2-ctl", "-d", Path, "--get-input").ExitCode == 0, s_limit, () => $"{Path} is not there");

    private static void Reset()
    {
        (string, int)[] changed = [.. Ioctl().Matches(Shell.Run("v4l2-ctl", "-d", Path, "--list-ctrls"))
            .Where(control => control.Groups["default"].Value != control.Groups["value"].Value && !control.Value.Contains("inactive", StringComparison.Ordinal)
                && !control.Value.Contains("read-only", StringComparison.Ordinal))
            .Select(control => (control.Groups["name"].Value, int.Parse(control.Groups["default"].Value, CultureInfo.InvariantCulture)))];
        if (changed.Length > 0)
            Set(changed);
    }

    [GeneratedRegex(@"^ *(?<name>\w+) 0x\w+ \((?:int|bool|menu)\) .*?default=(?<default>-?\d+) value=(?<value>-?\d+).*$", RegexOptions.Multiline)]
    private static partial Regex Ioctl();
}
