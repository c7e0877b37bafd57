using System.ComponentModel.DataAnnotations;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>What a model must prove before it is kept.</summary>
internal sealed record ModelTrialOptions
{
    /// <summary>How long it looks at the frames of the one in use beside it, without being heeded; 0s: not at all. Default 30s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Shadow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far it must agree with the one in use meanwhile, as the mean over frames in which one of them saw something. Default 0.1.</summary>
    [Range(0.0, 1.0)]
    public float MinimumAgreement { get; init; } = 0.1f;

    /// <summary>Live frames it must see without a defect before it is good. Default 100.</summary>
    [Range(1, 1_000_000)]
    public int Frames { get; init; } = 100;

    /// <summary>How long it must run without ending the process before it is good. Default 1m.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest inference, as the median of the trial. Default: any.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan? MaximumLatency { get; init; }

    /// <summary>How long opening it may take before that is given up. Default 5m.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Load { get; init; } = TimeSpan.FromMinutes(5);
}
