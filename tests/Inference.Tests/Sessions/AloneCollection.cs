namespace EdgeVision.Inference.Tests.Sessions;

/// <summary>Tests that measure the whole process, so that no other may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
