namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>The logical level of an output, before active-low turns it around.</summary>
internal enum OutputLevel
{
    /// <summary>As when its rule does not hold.</summary>
    Inactive,

    /// <summary>As when its rule holds.</summary>
    Active,
}
