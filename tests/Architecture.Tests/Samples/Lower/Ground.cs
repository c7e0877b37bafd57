namespace EdgeVision.Architecture.Tests.Samples.Lower;

/// <summary>Uses nothing.</summary>
internal sealed class Ground
{
    public const int Depth = 3;
}
