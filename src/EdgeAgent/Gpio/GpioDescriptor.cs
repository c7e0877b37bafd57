using System.Runtime.InteropServices;
using EdgeVision.EdgeAgent.Gpio.Interop;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Owns the descriptor of a chip or a line.</summary>
internal sealed class GpioDescriptor : SafeHandle
{
    private readonly IGpioKernel _kernel;

    public GpioDescriptor(IGpioKernel kernel, int descriptor)
        : base(-1, ownsHandle: true)
    {
        _kernel = kernel;
        SetHandle(descriptor);
    }

    public override bool IsInvalid => handle < 0;

    /// <summary>Calls ioctl with the descriptor kept open meanwhile.</summary>
    /// <returns>An errno, 0 for success.</returns>
    public unsafe int Control<T>(uint request, ref T argument)
        where T : unmanaged
    {
        bool added = false;
        try
        {
            DangerousAddRef(ref added);
            fixed (T* pointer = &argument)
                return _kernel.Control((int)handle, request, pointer);
        }
        finally
        {
            if (added)
                DangerousRelease();
        }
    }

    /// <summary>Waits for events; see <see cref="IGpioKernel.Wait"/>.</summary>
    public int Wait(TimeSpan limit, out bool isReady)
    {
        bool added = false;
        try
        {
            DangerousAddRef(ref added);
            return _kernel.Wait((int)handle, limit, out isReady);
        }
        finally
        {
            if (added)
                DangerousRelease();
        }
    }

    /// <summary>Reads events; see <see cref="IGpioKernel.Read"/>.</summary>
    public int Read(Span<GpioLineEvent> events, out int count)
    {
        bool added = false;
        try
        {
            DangerousAddRef(ref added);
            return _kernel.Read((int)handle, events, out count);
        }
        finally
        {
            if (added)
                DangerousRelease();
        }
    }

    protected override bool ReleaseHandle()
    {
        _kernel.Close((int)handle);
        return true;
    }
}
