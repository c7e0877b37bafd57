namespace EdgeVision.ModelStore.Tests;

/// <summary>A fact that only root can look into, and says so when it is skipped.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root, who may give files to another user";
    }
}
