using EdgeVision.Architecture.Tests.Samples.Lower;

namespace EdgeVision.Architecture.Tests.Samples.Middle;

/// <summary>Uses the lower room inside other types' arguments.</summary>
internal sealed class Between<T>
{
    public Dictionary<string, Ground[]> Grounds { get; } = [];

    public T? Value { get; set; }
}
