using System.Collections.Immutable;

namespace EdgeVision.Workbench.Networks;

/// <summary>What one layer of a network costs.</summary>
/// <param name="Name">The node's.</param>
/// <param name="Operator">With what is fused in, for example "Conv+Add".</param>
/// <param name="Window">Kernel, stride and dilation of a window, for example "3×3 s2 dw"; empty where there is none.</param>
/// <param name="Output">The shape of its first output, outermost dimension first.</param>
/// <param name="MultiplyAdds">Multiplications with weights in one run.</param>
/// <param name="Parameters">Numbers in its weights and bias; those that several layers share count for the first.</param>
/// <param name="ActivationBytes">Bytes of its outputs.</param>
public sealed record NetworkLayer(
    string Name, string Operator, string Window, ImmutableArray<int> Output, long MultiplyAdds, long Parameters, long ActivationBytes);
