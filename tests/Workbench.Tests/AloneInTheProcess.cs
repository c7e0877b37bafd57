namespace EdgeVision.Workbench.Tests;

/// <summary>Tests that run while no other test of this assembly does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}
