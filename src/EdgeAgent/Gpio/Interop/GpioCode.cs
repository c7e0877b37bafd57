namespace EdgeVision.EdgeAgent.Gpio.Interop;

/// <summary>Constants of the GPIO character device, version 2 (linux/gpio.h, Linux 5.10 and newer).</summary>
internal static class GpioCode
{
    public const uint GetChip = 0x8044B401; // GPIO_GET_CHIPINFO_IOCTL
    public const uint GetLineDescription = 0xC100B405; // GPIO_V2_GET_LINEINFO_IOCTL
    public const uint GetLine = 0xC250B407; // GPIO_V2_GET_LINE_IOCTL
    public const uint GetValues = 0xC010B40E; // GPIO_V2_LINE_GET_VALUES_IOCTL
    public const uint SetValues = 0xC010B40F; // GPIO_V2_LINE_SET_VALUES_IOCTL
    public const uint ChooseAddress = 0x0703; // I2C_SLAVE

    public const ulong FlagActiveLow = 1 << 1;
    public const ulong FlagInput = 1 << 2;
    public const ulong FlagOutput = 1 << 3;
    public const ulong FlagRisingEdges = 1 << 4;
    public const ulong FlagFallingEdges = 1 << 5;
    public const ulong FlagPullUp = 1 << 8;
    public const ulong FlagPullDown = 1 << 9;
    public const ulong FlagNoBias = 1 << 10;

    public const uint AttributeOutputValues = 2;
    public const uint AttributeDebounce = 3;

    public const uint EventRisingEdge = 1;
    public const uint EventFallingEdge = 2;
}
