using EdgeVision.Architecture.Tests.Samples.Lower;
using EdgeVision.Architecture.Tests.Samples.Middle;

namespace EdgeVision.Architecture.Tests.Samples;

/// <summary>Uses the middle room inside a lambda, and the lower one by a constant alone.</summary>
internal static class Top
{
    public static Func<object> Make => static () => new Between<int>();

    public static int Depth => Ground.Depth;
}
