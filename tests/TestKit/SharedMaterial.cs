namespace EdgeVision.TestKit;

/// <summary>What of the shared test material a test needs: none of it may lie in this repository.</summary>
[Flags]
public enum SharedMaterial
{
    /// <summary>Networks that others trained, and what is known of them.</summary>
    Networks = 1,

    /// <summary>Photographs of known data sets with their labels, and what networks make of them.</summary>
    Pictures = 2,
}
