namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>How the class of each pixel is published.</summary>
internal enum MaskForm
{
    /// <summary>Not at all; the areas are.</summary>
    None,

    /// <summary>As run lengths in the message of the areas.</summary>
    Runs,

    /// <summary>As a PNG file on a topic of its own.</summary>
    Png,
}
