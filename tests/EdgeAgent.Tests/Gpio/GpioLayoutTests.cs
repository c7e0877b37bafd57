using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeVision.EdgeAgent.Gpio.Interop;

namespace EdgeVision.EdgeAgent.Tests.Gpio;

public sealed class GpioLayoutTests
{
    [Fact]
    public void Structures_HaveTheKernelsSizes()
    {
        Assert.Equal(68, Unsafe.SizeOf<GpioChip>());
        Assert.Equal(256, Unsafe.SizeOf<GpioLineDescription>());
        Assert.Equal(24, Unsafe.SizeOf<GpioLineAttribute>());
        Assert.Equal(272, Unsafe.SizeOf<GpioLineConfiguration>());
        Assert.Equal(592, Unsafe.SizeOf<GpioLineRequest>());
        Assert.Equal(16, Unsafe.SizeOf<GpioLineValues>());
        Assert.Equal(48, Unsafe.SizeOf<GpioLineEvent>());
    }

    [Theory]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.Consumer), 256)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.Configuration), 288)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.LineCount), 560)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.EventBufferSize), 564)]
    [InlineData(typeof(GpioLineRequest), nameof(GpioLineRequest.Descriptor), 588)]
    [InlineData(typeof(GpioLineConfiguration), nameof(GpioLineConfiguration.AttributeCount), 8)]
    [InlineData(typeof(GpioLineConfiguration), nameof(GpioLineConfiguration.Attributes), 32)]
    [InlineData(typeof(GpioLineDescription), nameof(GpioLineDescription.Consumer), 32)]
    [InlineData(typeof(GpioLineDescription), nameof(GpioLineDescription.Offset), 64)]
    [InlineData(typeof(GpioLineDescription), nameof(GpioLineDescription.Flags), 72)]
    [InlineData(typeof(GpioLineAttribute), nameof(GpioLineAttribute.Values), 8)]
    [InlineData(typeof(GpioLineAttribute), nameof(GpioLineAttribute.Mask), 16)]
    [InlineData(typeof(GpioLineEvent), nameof(GpioLineEvent.Identifier), 8)]
    [InlineData(typeof(GpioLineEvent), nameof(GpioLineEvent.LineSequence), 20)]
    public void Fields_StandWhereTheKernelLooks(Type structure, string field, int offset) => Assert.Equal(offset, (int)Marshal.OffsetOf(structure, field));

    [Theory]
    [InlineData(GpioCode.GetChip, 68)]
    [InlineData(GpioCode.GetLineDescription, 256)]
    [InlineData(GpioCode.GetLine, 592)]
    [InlineData(GpioCode.GetValues, 16)]
    [InlineData(GpioCode.SetValues, 16)]
    public void RequestCodes_CarryTheSizeOfTheirStructure(uint code, int size)
    {
        // asm-generic/ioctl.h: 14 bits of size from bit 16 on, the type from bit 8 on.
        Assert.Equal(size, (int)(code >> 16 & 0x3FFF));
        Assert.Equal(0xB4u, code >> 8 & 0xFF);
    }
}
