using EdgeVision.Pixels;

namespace EdgeVision.Camera.Replay;

/// <summary>Recorded frames that can be read again by number, without allocating.</summary>
internal interface IRecording : IDisposable
{
    /// <summary>Frames in the recording, at least 1.</summary>
    int Count { get; }

    /// <summary>Pictures in the recording that are incomplete or cannot be read.</summary>
    int Broken { get; }

    /// <summary>For people: what is replayed.</summary>
    string Description { get; }

    /// <summary>Reads a frame. False: the frame is not whole, perhaps because the file was cut.</summary>
    bool TryRead(int index, PixelBuffer destination, out int length, out FrameFormat format);
}
