namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>The video nodes of the machine.</summary>
internal interface IVideoNodes
{
    /// <summary>open, read-write and non-blocking. Returns 0 or −errno.</summary>
    int Open(string path, out IVideoDevice? device);

    /// <summary>All /dev/video* paths, in order of their numbers.</summary>
    IReadOnlyList<string> List();

    /// <summary>The /dev/v4l/by-id link that leads to the node, if there is one.</summary>
    string? StableLinkTo(string path);
}
