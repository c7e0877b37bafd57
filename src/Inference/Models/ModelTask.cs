namespace EdgeVision.Inference.Models;

/// <summary>Which question a network answers.</summary>
public enum ModelTask
{
    /// <summary>Which objects are where.</summary>
    Detection,

    /// <summary>What the whole image shows.</summary>
    Classification,

    /// <summary>What each pixel shows.</summary>
    Segmentation,
}
