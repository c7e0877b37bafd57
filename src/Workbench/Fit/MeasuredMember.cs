using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Fit;

/// <summary>A member of the family and what it takes on this board.</summary>
/// <param name="MultiplyAdds">Multiplications with weights in one run.</param>
/// <param name="Parameters">Numbers in weights and biases.</param>
/// <param name="Times">Of single inferences.</param>
/// <param name="Bytes">Weights as the kernels want them, tables and activations: what the network adds to the process while it runs.</param>
/// <param name="ArenaBytes">Activations alone; part of <paramref name="Bytes"/>.</param>
internal sealed record MeasuredMember(PublishedAccuracy Published, long MultiplyAdds, long Parameters, RunTimes Times, long Bytes, long ArenaBytes)
{
    /// <summary>Inferences a second in the median.</summary>
    public double FramesPerSecond => 1.0 / Math.Max(Times.Median.TotalSeconds, 1e-9);
}
