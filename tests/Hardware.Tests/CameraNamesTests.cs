using System.Text.Json;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>How a person finds a camera and calls it: the package's links, and <c>edgevision cameras</c>.</summary>
public sealed class CameraNamesTests : IDisposable
{
    private const string Links = "/dev/edgevision";
    private readonly Vivid _vivid = new();
    private readonly UsbCamera _camera = new();

    public void Dispose()
    {
        _camera.Dispose();
        _vivid.Dispose();
    }

    [VmFact]
    public void EveryCameraHasALink_AndNoMetadataNode()
    {
        _camera.PlugIn();
        AssertLinks();

        // Under another number, too.
        string before = UsbCamera.Node;
        using (new NodeHolder(before))
        {
            _camera.PullOut("soft");
            Shell.Run("udevadm", "settle");
            Assert.Equal(["loopcam", "vivid-000-vid-cap"], Directory.EnumerateFiles(Links).Select(Path.GetFileName).Order());

            _camera.PlugIn();
        }

        Assert.NotEqual(before, UsbCamera.Node);
        AssertLinks();
    }

    [VmFact]
    public void TheList_HasALineForWhatIsReadAndOneForTheRest()
    {
        _camera.PlugIn();

        string[] lines = Shell.Run("edgevision", "cameras").Split('\n');

        int usb = Array.IndexOf(lines, $"{UsbCamera.Link}  VM test camera");
        Assert.Equal(
            [$"  now {UsbCamera.Node}, usb-dummy_hcd.0-1, driver uvcvideo", "  MJPG  320×240  15 fps", "  YUYV  320×240  15 fps"], lines[(usb + 1)..(usb + 4)]);
        Assert.Equal("/dev/video0  vivid", lines[0]);
        // Seven formats of six sizes, and one line for more than seventy formats.
        int others = Array.FindIndex(lines, line => line.StartsWith("  also YVYU, VYUY, ", StringComparison.Ordinal));
        Assert.Equal(1 + (7 * 6), others);
        Assert.EndsWith(", which EdgeVision does not read", lines[others], StringComparison.Ordinal);
        Assert.Contains("  YUYV  640×480  25, 15, 12.5, 10, 5, 4, 2, 1 fps", lines);
    }

    [VmFact]
    public void TheListForPrograms_IsComplete()
    {
        int formats = Shell.Run("v4l2-ctl", "-d", Vivid.Path, "--list-formats").Split('\n').Count(line => line.Contains("]: '", StringComparison.Ordinal));
        Assert.True(formats > 70, $"vivid has {formats} formats");

        string line = Shell.Run("edgevision", "cameras", "--json").Split('\n')[0];

        using JsonDocument camera = JsonDocument.Parse(line);
        JsonElement[] modes = [.. camera.RootElement.GetProperty("modes").EnumerateArray()];
        Assert.Equal(formats * 6, modes.Length);
        Assert.Equal(7 * 6, modes.Count(mode => mode.GetProperty("readable").GetBoolean()));
    }

    private static void AssertLinks()
    {
        Shell.Run("udevadm", "settle");
        Dictionary<string, string> links = Directory.EnumerateFiles(Links)
            .ToDictionary(link => Path.GetFileName(link), link => File.ResolveLinkTarget(link, returnFinalTarget: true)!.FullName);
        Assert.Equal(
            new Dictionary<string, string> { ["loopcam"] = LoopbackFeed.Device, ["vivid-000-vid-cap"] = Vivid.Path, ["VM_test_camera"] = UsbCamera.Node },
            links);
        Assert.DoesNotContain(UsbCamera.MetadataNode, links.Values);
    }
}
