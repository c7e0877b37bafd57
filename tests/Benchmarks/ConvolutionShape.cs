using EdgeVision.Inference.Operators;

namespace EdgeVision.Benchmarks;

/// <summary>One convolution of a network. Padding keeps output = input / stride.</summary>
/// <param name="Inputs">Channels.</param>
/// <param name="Outputs">Channels.</param>
/// <param name="Size">Height and width of the output.</param>
/// <param name="Kernel">Height and width of the window.</param>
/// <param name="IsDepthwise">One filter a channel.</param>
public sealed record ConvolutionShape(int Inputs, int Outputs, int Size, int Kernel = 1, int Stride = 1, bool IsDepthwise = false)
{
    /// <summary>Multiplications with weights in one run.</summary>
    public long MultiplyAdds => (long)Size * Size * Outputs * (IsDepthwise ? 1 : Inputs) * Kernel * Kernel;

    internal SlidingWindow Window => new(Kernel, Kernel)
    {
        StrideX = Stride,
        StrideY = Stride,
        PadTop = (Kernel - 1) / 2,
        PadLeft = (Kernel - 1) / 2,
        PadBottom = Kernel / 2,
        PadRight = Kernel / 2,
    };

    /// <summary>As in docs/kernels.md: "48>240@14", "3x3s2 96@56".</summary>
    public override string ToString()
    {
        string window = Kernel == 1 ? "" : $"{Kernel}x{Kernel}s{Stride} ";
        return $"{window}{(IsDepthwise ? "" : $"{Inputs}>")}{Outputs}@{Size}";
    }
}
