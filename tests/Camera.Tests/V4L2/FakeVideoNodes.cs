using System.Runtime.InteropServices;
using EdgeVision.Camera.V4L2.Interop;
using EdgeVision.Linux;

namespace EdgeVision.Camera.Tests.V4L2;

/// <summary>A machine's /dev that cameras are plugged into and pulled from; counts what is open and mapped.</summary>
internal sealed unsafe class FakeVideoNodes : IVideoNodes, IDisposable
{
    private readonly object _gate = new();
    private readonly SortedDictionary<string, FakeCamera> _cameras = [];
    private readonly HashSet<nint> _mapped = [];
    private readonly List<nint> _memory = [];

    public int OpenDescriptors { get; private set; }

    public int Opened { get; private set; }

    /// <summary>Returned by the next opens, then the camera's own answer.</summary>
    public Queue<int> OpenFailures { get; } = new();

    public int Mappings
    {
        get
        {
            lock (_gate)
                return _mapped.Count;
        }
    }

    public void Plug(string path, FakeCamera camera)
    {
        lock (_gate)
        {
            camera.IsUnplugged = false;
            _cameras[path] = camera;
        }
    }

    public void Unplug(string path)
    {
        lock (_gate)
        {
            _cameras[path].IsUnplugged = true;
            _cameras.Remove(path);
        }
    }

    public int Open(string path, out IVideoDevice? device)
    {
        lock (_gate)
        {
            device = null;
            if (OpenFailures.TryDequeue(out int errno))
                return -errno;
            if (!_cameras.TryGetValue(path, out FakeCamera? camera))
                return -Errno.ENOENT;

            OpenDescriptors++;
            Opened++;
            device = new FakeVideoDevice(this, camera);
            return 0;
        }
    }

    public IReadOnlyList<string> List()
    {
        lock (_gate)
            return [.. _cameras.Keys.Where(path => path.StartsWith("/dev/video", StringComparison.Ordinal))];
    }

    public string? StableLinkTo(string path) => path == "/dev/video0" ? "/dev/v4l/by-id/usb-Fake-video-index0" : null;

    public void Closed()
    {
        lock (_gate)
            OpenDescriptors--;
    }

    public nint Map(nuint length)
    {
        lock (_gate)
        {
            nint address = (nint)NativeMemory.AllocZeroed(length);
            _mapped.Add(address);
            _memory.Add(address);
            return address;
        }
    }

    /// <summary>Fills the memory with 0xDD, so that a late reader would see it.</summary>
    public int Unmap(nint address, nuint length)
    {
        lock (_gate)
        {
            if (!_mapped.Remove(address))
                return -Errno.EINVAL;
            NativeMemory.Fill((void*)address, length, 0xDD);
            return 0;
        }
    }

    public void Dispose()
    {
        foreach (nint address in _memory)
            NativeMemory.Free((void*)address);
    }
}
