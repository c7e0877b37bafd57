using Xunit;

namespace EdgeVision.TestKit;

/// <summary>A theory that needs what <see cref="MosquittoFactAttribute"/> needs.</summary>
public sealed class MosquittoTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the tests where a program is absent.</summary>
    public MosquittoTheoryAttribute() => Skip = new MosquittoFactAttribute().Skip;
}
