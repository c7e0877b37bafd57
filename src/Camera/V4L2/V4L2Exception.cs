using EdgeVision.Linux;


namespace EdgeVision.Camera.V4L2;

/// <summary>A call to a video node failed; another attempt may succeed. Never leaves the source.</summary>
internal sealed class V4L2Exception : Exception
{
    /// <summary>With the whole sentence.</summary>
    public V4L2Exception(string message)
        : base(message)
    {
    }

    /// <summary>Names the call (with its preposition), the node and the kernel's error, and says what usually helps.</summary>
    public V4L2Exception(string operation, string path, int errno)
        : base($"{operation} {path} failed: {Errno.Describe(errno)}.{Advice(errno, path)}")
    {
        ErrorNumber = errno;
    }

    /// <summary>Whether the camera streams, but no whole frame comes.</summary>
    public bool IsSilence { get; init; }

    /// <summary>errno, or 0.</summary>
    public int ErrorNumber { get; }

    private static string Advice(int errno, string path) => errno switch
    {
        Errno.EBUSY => $" Another program uses the camera; `fuser -v {path}` names it.",
        Errno.EACCES => " The user needs to be in the group video.",
        Errno.ENOENT => " Is the camera plugged in? `edgevision cameras` lists what is there.",
        Errno.ENOSPC => " The USB bus has no room for this stream; JPEG, a smaller picture or a lower rate needs less.",
        Errno.ENOMEM => " The kernel has no memory for the frames; a smaller picture needs less.",
        _ => "",
    };
}
