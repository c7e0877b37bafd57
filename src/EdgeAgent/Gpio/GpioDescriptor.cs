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
    public unsafe int Ioctl<T>(uint request, ref T argument)
        where T : unmanaged
    {
        using var use = new Use(this);
        fixed (T* pointer = &argument)
            return _kernel.Ioctl((int)handle, request, pointer);
    }

    /// <summary>Waits for events; see <see cref="IGpioKernel.Wait"/>.</summary>
    public int Wait(TimeSpan limit, out bool isReady)
    {
        using var use = new Use(this);
        return _kernel.Wait((int)handle, limit, out isReady);
    }

    /// <summary>Reads events; see <see cref="IGpioKernel.Read"/>.</summary>
    public int Read(Span<GpioLineEvent> events, out int count)
    {
        using var use = new Use(this);
        return _kernel.Read((int)handle, events, out count);
    }

    protected override bool ReleaseHandle()
    {
        _kernel.Close((int)handle);
        return true;
    }

    /// <summary>Keeps the descriptor open until it is disposed.</summary>
    private readonly ref struct Use
    {
        private readonly GpioDescriptor _descriptor;
        private readonly bool _added;

        public Use(GpioDescriptor descriptor)
        {
            _descriptor = descriptor;
            descriptor.DangerousAddRef(ref _added);
        }

        public void Dispose()
        {
            if (_added)
                _descriptor.DangerousRelease();
        }
    }
}
