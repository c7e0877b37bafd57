using EdgeVision.Camera.V4L2;
using EdgeVision.Camera.V4L2.Interop;

namespace EdgeVision.Camera.Tests.V4L2;

/// <summary>A camera's properties and the script of its frames.</summary>
internal sealed class FakeCamera
{
    public string Card { get; init; } = "Fake Camera";

    public string Driver { get; init; } = "fake";

    public string Bus { get; init; } = "usb-1.2";

    public uint Capabilities { get; init; } = V4L2Constants.CapabilityVideoCapture | V4L2Constants.CapabilityStreaming;

    public List<(uint Code, int Width, int Height, double[] Rates)> Modes { get; init; } = [(V4L2PixelFormats.Grey, 4, 2, [30])];

    public uint GrantAtMost { get; set; } = 32;

    public uint LinePadding { get; set; }

    public (uint Width, uint Height)? ForcedSize { get; set; }

    public uint Field { get; set; } = V4L2Constants.FieldNone;

    public bool InterruptsEveryThirdCall { get; set; }

    public bool IsQueryable { get; set; } = true;

    public volatile bool IsUnplugged;

    public volatile bool IsSilent;

    /// <summary>Formats that are offered and taken, but in which no frame ever comes.</summary>
    public HashSet<uint> SilentFormats { get; } = [];

    /// <summary>Errors the next calls of a request give.</summary>
    public Dictionary<uint, Queue<int>> Failures { get; } = [];

    /// <summary>What is ready at each poll, by number of the poll; null pulls the plug.</summary>
    public Func<int, FakeFrame[]?> Script { get; set; } = number => [new FakeFrame(number)];

    /// <summary>Polls that gave frames, over all streams.</summary>
    public int Polls { get; set; }

    public void FailNext(uint request, params int[] errnos) => Failures[request] = new Queue<int>(errnos);
}
