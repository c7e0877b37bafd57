using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using EdgeVision.Inference.Kernels.Functions;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>
/// The kernels of one width. A kernel's name is element type, operator, tile or window, lanes: <c>f32-conv-14x2-lanes512</c>.
/// Asked while a plan is made; the plan keeps the pointers, so nothing is looked up while it runs.
/// </summary>
internal abstract unsafe class KernelTable
{
    private readonly TileShapes _shapes;

    private protected KernelTable(string suffix, int lanes, TileShapes shapes)
    {
        Suffix = suffix;
        Lanes = lanes;
        _shapes = shapes;
    }

    /// <summary>The widest this processor runs well.</summary>
    public static KernelTable Widest { get; } = All().First();

    /// <summary>Every width this processor runs, widest first; the last is one float at a time.</summary>
    public static IReadOnlyList<KernelTable> Supported => field ??= [Widest, .. All().Skip(1)];

    /// <summary>The end of every kernel's name, for example "lanes512".</summary>
    public string Suffix { get; }

    /// <summary>Floats in a register; divides 16.</summary>
    public int Lanes { get; }

    /// <summary>Registers a tile has for output channels where it covers several pixels.</summary>
    public int PreferredColumns => _shapes.PreferredColumns;

    /// <summary>The most pixels of a tile of so many columns whose accumulators stay in registers.</summary>
    public int MaxRows(int columns) => columns <= _shapes.Rows.Length ? _shapes.Rows[columns - 1] : 1;

    /// <summary>The most pixels of a depthwise tile of a specialised window.</summary>
    public int MaxDepthwisePixels(int kernel) => kernel == 3 ? _shapes.Depthwise3Pixels : _shapes.Depthwise5Pixels;

    /// <summary>Channels of a depthwise tile of a specialised window; those of any other have <see cref="Lanes"/>.</summary>
    public int DepthwiseChannels => Lanes * _shapes.DepthwiseColumns;

    /// <summary>The spelled name of a kernel of this width.</summary>
    /// <param name="kernel">Operator and tile or window, for example "conv-14x2".</param>
    public string NameOf(string kernel) => $"f32-{kernel}-{Suffix}";

    /// <inheritdoc/>
    public override string ToString() => Suffix;

    /// <summary>A convolution tile; never null within <see cref="MaxRows"/>, and 8 columns with one row.</summary>
    public abstract delegate*<ConvolutionTileArguments*, void> Convolution(TileActivation activation, PixelStride stride, int rows, int columns);

    /// <summary>A depthwise tile of a square window, or null where none is specialised.</summary>
    public abstract delegate*<DepthwiseTileArguments*, void> Depthwise(TileActivation activation, PixelStride stride, PixelStride tap, int kernel, int pixels);

    /// <summary>A depthwise tile of any window, of 1 or 4 pixels.</summary>
    public abstract delegate*<DepthwiseTileArguments*, void> DepthwiseAny(TileActivation activation, int pixels);

    /// <summary>(x, y, length, alpha, beta)</summary>
    public abstract delegate*<float*, float*, nint, float, float, void> Unary<TFunction>()
        where TFunction : struct, IUnaryFunction;

    /// <summary>(a, b, y, length)</summary>
    public abstract delegate*<float*, float*, float*, nint, void> Binary<TFunction>(OperandForm form)
        where TFunction : struct, IBinaryFunction;

    /// <inheritdoc cref="ElementwiseKernels.ScaleRows"/>
    public abstract delegate*<float*, float*, float*, nint, nint, void> ScaleRows { get; }

    /// <inheritdoc cref="PoolKernels.Sum"/>
    public abstract delegate*<float*, nint, int, int, float, float*, void> PoolSum { get; }

    /// <inheritdoc cref="PoolKernels.Max"/>
    public abstract delegate*<float*, nint, int, int, float, float*, void> PoolMax { get; }

    /// <inheritdoc cref="PoolKernels.Mean"/>
    public abstract delegate*<float*, nint, float> Mean { get; }

    /// <inheritdoc cref="ResizeKernels.Linear"/>
    public abstract delegate*<ResizeArguments*, void> ResizeLinear { get; }

    /// <inheritdoc cref="ResizeKernels.Nearest"/>
    public abstract delegate*<ResizeArguments*, void> ResizeNearest { get; }

    /// <inheritdoc cref="SoftmaxKernels.Run"/>
    public abstract delegate*<float*, float*, nint, void> Softmax { get; }

    /// <inheritdoc cref="LayoutKernels.BlockedToChannelsLast"/>
    public abstract delegate*<float*, nint, int, float*, int, void> BlockedToChannelsLast { get; }

    /// <inheritdoc cref="PeakKernels.MultiplyAdd"/>
    public abstract delegate*<nint, float*, void> MultiplyAddChains { get; }

    // The wider ones fuse multiplication and addition; 128 bits also serve processors that have to do one after the other (ILanes.MultiplyAdd).
    // One by one, because a program needs the first alone.
    private static IEnumerable<KernelTable> All()
    {
        if (Vector512.IsHardwareAccelerated)
            yield return new KernelTable<Lanes512, Vector512<float>, Tiles512>("lanes512", TileShapes.ManyRegisters);
        if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            yield return new KernelTable<Lanes256, Vector256<float>, Tiles256>("lanes256", TileShapes.FewRegisters);
        if (AdvSimd.Arm64.IsSupported)
            yield return new KernelTable<Lanes128, Vector128<float>, NeonLaneTiles>("lanes128", TileShapes.Neon);
        else if (Vector128.IsHardwareAccelerated)
            yield return new KernelTable<Lanes128, Vector128<float>, Tiles128>("lanes128", TileShapes.FewRegisters);
        yield return new KernelTable<ScalarLane, float, ScalarTiles>("scalar", TileShapes.FewRegisters);
    }
}
