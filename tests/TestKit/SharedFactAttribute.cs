using Xunit;

namespace EdgeVision.TestKit;

/// <summary>A fact that needs the shared test material, and says what it lacks when it is skipped without it.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>Skips the test where <c>../shared</c> is absent.</summary>
    public SharedFactAttribute(SharedMaterial needs)
    {
        Needs = needs;
        Skip = MissingMaterial.Reason(needs);
    }

    /// <summary>What the test looks at.</summary>
    public SharedMaterial Needs { get; }
}
