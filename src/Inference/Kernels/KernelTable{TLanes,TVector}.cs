using EdgeVision.Inference.Kernels.Activations;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <inheritdoc/>
internal sealed unsafe class KernelTable<TLanes, TVector>(string suffix, TileShapes shapes) : KernelTable(suffix, TLanes.Count, shapes)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override delegate*<float*, float*, float*, nint, nint, void> ScaleRows => &ElementwiseKernels.ScaleRows<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<float*, nint, int, int, float, float*, void> PoolSum => &PoolKernels.Sum<TLanes, TVector>;

    /// <inheritdoc/>
    public override delegate*<float*, nint, int, int, float, float*, void> PoolLargest => &PoolKernels.Largest<TLanes, TVector>;

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
    public override delegate*<ConvolutionTileArguments*, void> Convolution(TileActivation activation, StepLength step, int rows, int columns) => activation switch
    {
        TileActivation.Identity => Convolution<Identity>(step, rows, columns),
        TileActivation.Clamp => Convolution<Clamp>(step, rows, columns),
        TileActivation.HardSwish => Convolution<HardSwish>(step, rows, columns),
        _ => Convolution<HardSigmoid>(step, rows, columns),
    };

    /// <inheritdoc/>
    public override delegate*<DepthwiseTileArguments*, void> Depthwise(TileActivation activation, StepLength step, StepLength tap, int kernel, int pixels) =>
        activation switch
        {
            TileActivation.Identity => Depthwise<Identity>(step, tap, kernel, pixels),
            TileActivation.Clamp => Depthwise<Clamp>(step, tap, kernel, pixels),
            TileActivation.HardSwish => Depthwise<HardSwish>(step, tap, kernel, pixels),
            _ => Depthwise<HardSigmoid>(step, tap, kernel, pixels),
        };

    /// <inheritdoc/>
    public override delegate*<DepthwiseTileArguments*, void> DepthwiseAny(TileActivation activation, int pixels) => activation switch
    {
        TileActivation.Identity => DepthwiseWindow.Find<TLanes, TVector, Identity>(pixels),
        TileActivation.Clamp => DepthwiseWindow.Find<TLanes, TVector, Clamp>(pixels),
        TileActivation.HardSwish => DepthwiseWindow.Find<TLanes, TVector, HardSwish>(pixels),
        _ => DepthwiseWindow.Find<TLanes, TVector, HardSigmoid>(pixels),
    };

    /// <inheritdoc/>
    public override delegate*<float*, float*, nint, float, float, void> Map<TActivation>() => &ElementwiseKernels.Map<TLanes, TVector, TActivation>;

    /// <inheritdoc/>
    public override delegate*<float*, float*, float*, nint, void> Zip<TFunction>(ZipForm form) => form switch
    {
        ZipForm.Both => &ElementwiseKernels.Zip<TLanes, TVector, TFunction>,
        ZipForm.RightScalar => &ElementwiseKernels.ZipRightScalar<TLanes, TVector, TFunction>,
        ZipForm.LeftScalar => &ElementwiseKernels.ZipLeftScalar<TLanes, TVector, TFunction>,
        ZipForm.RightBlock => &ElementwiseKernels.ZipRightBlock<TLanes, TVector, TFunction>,
        _ => &ElementwiseKernels.ZipLeftBlock<TLanes, TVector, TFunction>,
    };

    private static delegate*<ConvolutionTileArguments*, void> Convolution<TActivation>(StepLength step, int rows, int columns)
        where TActivation : struct, IActivation => step switch
        {
            StepLength.Planar1 => Tile<PlanarStep1, TActivation>(rows, columns),
            StepLength.Planar2 => Tile<PlanarStep2, TActivation>(rows, columns),
            StepLength.Blocked2 => Tile<BlockedStep2, TActivation>(rows, columns),
            StepLength.Blocked4 => Tile<BlockedStep4, TActivation>(rows, columns),
            StepLength.Blocked1 => Tile<BlockedStep1, TActivation>(rows, columns),
            _ => rows == 1 ? Tile<BlockedStep1, TActivation>(rows, columns) : null,
        };

    private static delegate*<ConvolutionTileArguments*, void> Tile<TStep, TActivation>(int rows, int columns)
        where TStep : struct, IStep
        where TActivation : struct, IActivation => TLanes.SelectsLanes
            ? SelectedLaneTiles.Find<TStep, TActivation>(rows, columns)
            : ConvolutionTiles.Find<TLanes, TVector, TStep, TActivation>(rows, columns);

    private static delegate*<DepthwiseTileArguments*, void> Depthwise<TActivation>(StepLength step, StepLength tap, int kernel, int pixels)
        where TActivation : struct, IActivation => (step, tap) switch
        {
            (StepLength.Blocked1, StepLength.Blocked1) => Depthwise<BlockedStep1, BlockedStep1, TActivation>(kernel, pixels),
            (StepLength.Blocked2, StepLength.Blocked1) => Depthwise<BlockedStep2, BlockedStep1, TActivation>(kernel, pixels),
            (StepLength.Blocked1, StepLength.Blocked2) => Depthwise<BlockedStep1, BlockedStep2, TActivation>(kernel, pixels),
            (StepLength.Blocked1, StepLength.Blocked4) => Depthwise<BlockedStep1, BlockedStep4, TActivation>(kernel, pixels),
            _ => null,
        };

    private static delegate*<DepthwiseTileArguments*, void> Depthwise<TStep, TTap, TActivation>(int kernel, int pixels)
        where TStep : struct, IStep
        where TTap : struct, IStep
        where TActivation : struct, IActivation => TLanes.SelectsLanes
            ? DepthwisePairTiles.Find<TLanes, TVector, TActivation>(kernel, TStep.Floats / ChannelBlock.Size, TTap.Floats / ChannelBlock.Size, pixels)
            : DepthwiseTiles.Find<TLanes, TVector, TStep, TTap, TActivation>(kernel, pixels);
}
