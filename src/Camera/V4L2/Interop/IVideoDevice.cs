namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>The system calls on one open video node. Each returns 0 or more, or −errno; nothing is retried or translated here.</summary>
internal unsafe interface IVideoDevice : IDisposable
{
    /// <summary>ioctl.</summary>
    int Ioctl(uint request, void* argument);

    /// <summary>poll for POLLIN. Returns the events, 0 after the time.</summary>
    int Poll(int milliseconds);

    /// <summary>mmap, shared, readable and writable. The address goes to <paramref name="address"/>.</summary>
    int Map(nuint length, uint offset, out nint address);

    /// <summary>munmap; possible after the node is closed.</summary>
    int Unmap(nint address, nuint length);
}
