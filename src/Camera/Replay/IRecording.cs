using EdgeVision.Pixels;

namespace EdgeVision.Camera.Replay;

/// <summary>Recorded frames that can be read again by number, without allocating.</summary>
internal interface IRecording : IDisposable
{
    /// <summary>Frames in the recording, at least 1.</summary>
    int Count { get; }

    /// <summary>Pictures the recording holds only a broken part of.</summary>
    int Broken { get; }

    /// <summary>For people: what is replayed.</summary>
    string Description { get; }

    /// <summary>Reads a frame. False: it is no whole frame (any more).</summary>
    bool TryRead(int index, PixelBuffer destination, out int length, out FrameFormat format);
}
