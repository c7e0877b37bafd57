using EdgeVision.EdgeAgent.Gpio.Interop;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>The kernel's GPIO character devices. Calls give back an errno, 0 for success.</summary>
internal unsafe interface IGpioKernel
{
    /// <summary>The paths of all chips, in no particular order. One chip may have several: links for old programs.</summary>
    IReadOnlyList<string> ListChips();

    /// <summary>Opens a chip.</summary>
    int Open(string path, out int descriptor);

    /// <summary>Calls ioctl; an interrupted call is repeated.</summary>
    int Ioctl(int descriptor, uint request, void* argument);

    /// <summary>Waits until a line has events to read, or its chip is gone; an interrupted wait ends early.</summary>
    int Wait(int descriptor, TimeSpan limit, out bool isReady);

    /// <summary>Reads events of a line that has some.</summary>
    int Read(int descriptor, Span<GpioLineEvent> events, out int count);

    /// <summary>Closes a chip or a line.</summary>
    void Close(int descriptor);

    /// <summary>
    /// The group that a device file belongs to, or <see langword="null"/> when that cannot be found out, as in a service with users of its own.
    /// </summary>
    string? GroupOf(string path);
}
