using EdgeVision.Inference.Kernels.Functions;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <inheritdoc/>
internal sealed unsafe class KernelTable<TLanes, TVector, TTiles>(string suffix, TileShapes shapes) : KernelTable(suffix, TLanes.Count, shapes)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TTiles : struct, ITiles
{
    /// <inheritdoc/>
    public override delegate*<float*, float*, float*, nint, nint, void> ScaleRows => &ElementwiseKernels.ScaleRows<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<float*, nint, int, int, float, float*, void> PoolSum => &PoolKernels.Sum<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<float*, nint, int, int, float, float*, void> PoolMax => &PoolKernels.Max<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<float*, nint, float> Mean => &PoolKernels.Mean<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<ResizeArguments*, void> ResizeLinear => &ResizeKernels.Linear<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<ResizeArguments*, void> ResizeNearest => &ResizeKernels.Nearest<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<float*, float*, nint, void> Softmax => &SoftmaxKernels.Run<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<float*, nint, int, float*, int, void> BlockedToChannelsLast => &LayoutKernels.BlockedToChannelsLast<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<nint, float*, void> MultiplyAddChains => &PeakKernels.MultiplyAdd<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<ConvolutionTileArguments*, void> Convolution(TileActivation activation, PixelStride stride, int rows, int columns) =>
        TTiles.Convolution(activation, stride, rows, columns);

    /// <inheritdoc/>
    public override delegate*<DepthwiseTileArguments*, void> Depthwise(
        TileActivation activation, PixelStride stride, PixelStride tap, int kernel, int pixels) =>
        TTiles.Depthwise(activation, stride, tap, kernel, pixels);

    /// <inheritdoc/>
    public override delegate*<DepthwiseTileArguments*, void> DepthwiseAny(TileActivation activation, int pixels) => activation switch
    {
        TileActivation.Identity => DepthwiseWindow.Find<TLanes, TVector, Identity>(pixels),
        TileActivation.Clamp => DepthwiseWindow.Find<TLanes, TVector, Clamp>(pixels),
        TileActivation.HardSwish => DepthwiseWindow.Find<TLanes, TVector, HardSwish>(pixels),
        _ => DepthwiseWindow.Find<TLanes, TVector, HardSigmoid>(pixels),
    };

    /// <inheritdoc/>
    public override delegate*<float*, float*, nint, float, float, void> Unary<TFunction>() => &ElementwiseKernels.Unary<TLanes, TVector, TFunction>;

    /// <inheritdoc/>
    public override delegate*<float*, float*, float*, nint, void> Binary<TFunction>(OperandForm form) => form switch
    {
        OperandForm.Both => &ElementwiseKernels.Binary<TLanes, TVector, TFunction>,
        OperandForm.RightScalar => &ElementwiseKernels.BinaryRightScalar<TLanes, TVector, TFunction>,
        OperandForm.LeftScalar => &ElementwiseKernels.BinaryLeftScalar<TLanes, TVector, TFunction>,
        OperandForm.RightBlock => &ElementwiseKernels.BinaryRightBlock<TLanes, TVector, TFunction>,
        _ => &ElementwiseKernels.BinaryLeftBlock<TLanes, TVector, TFunction>,
    };
}
