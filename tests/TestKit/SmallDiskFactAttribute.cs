using Xunit;

namespace EdgeVision.TestKit;

/// <summary>A fact that needs a <see cref="SmallDisk"/>, and says so when it is skipped without.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    /// <summary>Skips the test where none can be mounted.</summary>
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsAllowed)
            Skip = "needs to mount a file system of its own, which root may outside of most containers";
    }
}
