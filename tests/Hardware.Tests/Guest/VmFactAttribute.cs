namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A fact about a real kernel, which is only true in the virtual machine; elsewhere it says that it was skipped.</summary>
internal sealed class VmFactAttribute : FactAttribute
{
    public VmFactAttribute()
    {
        if (!VirtualMachine.IsHere)
            Skip = "runs in the virtual machine only: ./test --vm";
    }
}
