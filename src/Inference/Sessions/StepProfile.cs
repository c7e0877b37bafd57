namespace EdgeVision.Inference.Sessions;

/// <summary>How long one step of a managed session takes.</summary>
/// <param name="Node">The graph node it computes, or the value it converts to another layout.</param>
/// <param name="Operator">The node's operator with what is fused in, for example "Conv+Clip".</param>
/// <param name="Output">The shape of the node's first output.</param>
/// <param name="Kernels">Spelled names (docs/kernels.md), separated by spaces; empty where the step only moves or clears floats.</param>
/// <param name="MultiplyAdds">Multiplications with weights in one run.</param>
/// <param name="Minimum">The shortest of all runs.</param>
/// <param name="Median">Half of the runs took no longer.</param>
public sealed record StepProfile(string Node, string Operator, string Output, string Kernels, long MultiplyAdds, TimeSpan Minimum, TimeSpan Median)
{
    /// <summary>10⁹ multiply-adds a second in the median run; 0 for a step without.</summary>
    public double GigaMultiplyAddsPerSecond => MultiplyAdds == 0 ? 0 : MultiplyAdds / Math.Max(Median.TotalSeconds, 1e-9) / 1e9;
}
