namespace EdgeVision.Workbench.Networks;

/// <summary>
/// What the depthwise separable convolutions of a network cost beside full ones. For N filters of K×K pixels the ratio of one pair is
/// 1/N + 1/K² (arXiv:1704.04861, §3.1); this is the ratio of their sums over the layers there are.
/// </summary>
/// <param name="Pairs">Depthwise convolutions with the 1×1 convolution that reads them, also through an activation or a gate.</param>
/// <param name="MultiplyAdds">Of both layers of all pairs.</param>
/// <param name="FullMultiplyAdds">Of convolutions with the same windows, inputs and outputs over all channels.</param>
public sealed record SeparableCost(int Pairs, long MultiplyAdds, long FullMultiplyAdds)
{
    /// <summary>The first over the second, in (0, 1] as a rule; 1 where there are no pairs.</summary>
    public double Ratio => FullMultiplyAdds == 0 ? 1.0 : (double)MultiplyAdds / FullMultiplyAdds;
}
