using System.Runtime.CompilerServices;

namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>struct v4l2_capability, 104 bytes.</summary>
internal unsafe struct V4L2Capability
{
    public Text16 Driver;
    public Text32 Card;
    public Text32 Bus;
    public uint Version;
    public uint Capabilities;
    public uint DeviceCapabilities;
    private fixed uint _reserved[3];

    /// <summary>What this node can do, not what the whole device can.</summary>
    public readonly uint OfThisNode => (Capabilities & V4L2Constants.CapabilityDeviceCapabilities) != 0 ? DeviceCapabilities : Capabilities;

    [InlineArray(16)]
    internal struct Text16
    {
        private byte _first;
    }

    [InlineArray(32)]
    internal struct Text32
    {
        private byte _first;
    }
}
