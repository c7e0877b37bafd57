namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A theory about a real kernel, which is only true in the virtual machine; elsewhere it says that it was skipped.</summary>
internal sealed class VmTheoryAttribute : TheoryAttribute
{
    public VmTheoryAttribute()
    {
        if (!VirtualMachine.IsHere)
            Skip = "runs in the virtual machine only: ./test --vm";
    }
}
