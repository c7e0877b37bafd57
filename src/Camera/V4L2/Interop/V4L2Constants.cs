namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>Flags and enumerations of linux/videodev2.h.</summary>
internal static class V4L2Constants
{
    public const uint BufferTypeVideoCapture = 1;
    public const uint MemoryMapped = 1;

    public const uint CapabilityVideoCapture = 1;
    public const uint CapabilityVideoOutput = 2;
    public const uint CapabilityVideoCaptureMultiPlanar = 0x1000;
    public const uint CapabilityMemoryToMemory = 0x8000 | 0x4000;
    public const uint CapabilityStreaming = 0x0400_0000;
    public const uint CapabilityDeviceCapabilities = 0x8000_0000;

    public const uint FieldAny = 0;
    public const uint FieldNone = 1;

    public const uint FrameSizeDiscrete = 1;
    public const uint FrameIntervalDiscrete = 1;

    public const uint TimePerFrame = 0x1000;

    public const uint BufferError = 0x40;
    public const uint BufferTimestampMask = 0xE000;
    public const uint BufferTimestampMonotonic = 0x2000;

    public const uint ColorSpaceSmpte240M = 2;
    public const uint ColorSpaceRec709 = 3;
    public const uint ColorSpaceJpeg = 7;
    public const uint ColorSpaceBt2020 = 10;
    public const uint ColorSpaceDciP3 = 12;
    public const uint EncodingDefault = 0;
    public const uint Encoding709 = 2;
    public const uint EncodingXv709 = 4;
    public const uint EncodingBt2020 = 6;
    public const uint EncodingBt2020ConstantLuminance = 7;
    public const uint EncodingSmpte240M = 8;
    public const uint QuantizationDefault = 0;
    public const uint QuantizationFullRange = 1;
    public const uint ExtendedFieldsValid = 0xFEED_CAFE;
}
