using EdgeVision.Camera.V4L2.Interop;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>The machine's video nodes, asked for longer lines than the picture needs, as drivers of some boards have them by themselves.</summary>
internal sealed unsafe class PaddedVideoNodes(uint padding) : IVideoNodes
{
    private readonly LinuxVideoNodes _nodes = new();

    public int Open(string path, out IVideoDevice? device)
    {
        int result = _nodes.Open(path, out device);
        device = device is null ? null : new Device(device, padding);
        return result;
    }

    public IReadOnlyList<string> List() => _nodes.List();

    public string? StableLinkTo(string path) => _nodes.StableLinkTo(path);

    private sealed class Device(IVideoDevice device, uint padding) : IVideoDevice
    {
        public int Ioctl(uint request, void* argument)
        {
            int result = device.Ioctl(request, argument);
            if (request != V4L2Request.SetFormat || result != 0)
                return result;

            // The driver has said what it needs; now it is asked for more.
            ((V4L2Format*)argument)->BytesPerLine += padding;
            return device.Ioctl(request, argument);
        }

        public int Poll(int milliseconds) => device.Poll(milliseconds);

        public int Map(nuint length, uint offset, out nint address) => device.Map(length, offset, out address);

        public int Unmap(nint address, nuint length) => device.Unmap(address, length);

        public void Dispose() => device.Dispose();
    }
}
