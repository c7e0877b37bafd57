using System.Runtime.CompilerServices;

namespace EdgeVision.EdgeAgent.Gpio.Interop;

/// <summary>The ten attributes that a line configuration has room for.</summary>
[InlineArray(10)]
internal struct GpioLineAttributes
{
    private GpioLineAttribute _first;
}
