using System.Runtime.InteropServices;

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

    protected override bool ReleaseHandle()
    {
        _kernel.Close((int)handle);
        return true;
    }
}
