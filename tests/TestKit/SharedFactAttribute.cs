using Xunit;

namespace EdgeVision.TestKit;

/// <summary>A fact that needs the shared test material, and says so when it is skipped without it.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>Skips the test where <c>../shared</c> is absent.</summary>
    public SharedFactAttribute()
    {
        if (!Directory.Exists(Repository.Shared))
            Skip = "needs ../shared (trained models and labelled pictures), which is not beside this checkout";
    }
}
