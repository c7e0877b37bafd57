using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Interop;

namespace EdgeVision.EdgeAgent.Tests.Gpio;

/// <summary>A kernel with one chip of one line, LAMP, that obeys and allocates nothing.</summary>
internal sealed unsafe class QuietGpioKernel : IGpioKernel
{
    /// <summary>How often the line was driven.</summary>
    public long Driven { get; private set; }

    public IReadOnlyList<string> ListChips() => ["/dev/gpiochip0"];

    public int Open(string path, out int descriptor)
    {
        descriptor = 3;
        return 0;
    }

    public int Ioctl(int descriptor, uint request, void* argument)
    {
        if (request == GpioCode.SetValues)
            Driven++;
        else if (request == GpioCode.GetChip)
            ((GpioChip*)argument)->Lines = 1;
        else if (request == GpioCode.GetLineDescription)
            "LAMP"u8.CopyTo(new Span<byte>(((GpioLineDescription*)argument)->Name, 32));
        return 0;
    }

    public int Wait(int descriptor, TimeSpan limit, out bool isReady)
    {
        isReady = false;
        return 0;
    }

    public int Read(int descriptor, Span<GpioLineEvent> events, out int count)
    {
        count = 0;
        return 0;
    }

    public void Close(int descriptor)
    {
    }

    public string? GroupOf(string path) => null;
}
