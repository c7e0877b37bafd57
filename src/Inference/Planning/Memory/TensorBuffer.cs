using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning.Memory;

/// <summary>
/// One tensor in memory: a stretch of the arena, packed constants, or another view of such a stretch. Known by shape and lifetime while the plan
/// is made; has an address from <see cref="Place"/> on. Strides are in floats.
/// </summary>
internal sealed unsafe class TensorBuffer
{
    private readonly TensorBuffer? _root;
    private float* _start;

    private TensorBuffer(TensorLayout layout, int channels, int height, int width, Halo halo, long length, TensorBuffer? root)
    {
        Layout = layout;
        Channels = channels;
        Height = height;
        Width = width;
        Halo = halo;
        Length = length;
        _root = root?.Root;
    }

    /// <summary>How the elements lie.</summary>
    public TensorLayout Layout { get; }

    /// <summary>Channels of an image.</summary>
    public int Channels { get; }

    /// <summary>Rows of an image, halo not counted.</summary>
    public int Height { get; }

    /// <summary>Columns of an image, halo not counted.</summary>
    public int Width { get; }

    /// <summary>Zeros around an image.</summary>
    public Halo Halo { get; }

    /// <summary>Floats in memory, halo and the unused places of the last block included.</summary>
    public long Length { get; }

    /// <summary>Whose memory this is.</summary>
    public TensorBuffer Root => _root ?? this;

    /// <summary>The graph values that live in this memory, under any layout; kept by the root.</summary>
    public List<GraphValue> Values { get; } = [];

    /// <summary>First step that touches this memory; kept by the root.</summary>
    public int FirstUse { get; private set; } = int.MaxValue;

    /// <summary>Last step that touches this memory; kept by the root.</summary>
    public int LastUse { get; private set; } = -1;

    /// <summary>Holds numbers that no step may overwrite: constants, and what the caller reads or writes.</summary>
    public bool IsReserved { get; set; }

    /// <summary>From one pixel to the next.</summary>
    public nint PixelStride => Layout == TensorLayout.Blocked ? ChannelBlock.Size : 1;

    /// <summary>From one row to the next.</summary>
    public nint RowStride => (nint)(Halo.Left + Width + Halo.Right) * PixelStride;

    /// <summary>From one block, or plane, to the next.</summary>
    public nint BlockStride => (Halo.Top + Height + Halo.Bottom) * RowStride;

    /// <summary>Blocks, or planes.</summary>
    public int Blocks => Layout == TensorLayout.Blocked ? ChannelBlock.Count(Channels) : Channels;

    /// <summary>First float of memory.</summary>
    public float* Start => Root._start;

    /// <summary>First pixel inside the halo.</summary>
    public float* Origin => Start + Halo.Top * RowStride + Halo.Left * PixelStride;

    /// <summary>A dense tensor.</summary>
    public static TensorBuffer Dense(TensorShape shape) => new(TensorLayout.Dense, 0, 0, 0, Halo.None, shape.ElementCount, root: null);

    /// <summary>So many floats without a shape.</summary>
    public static TensorBuffer Scratch(long length) => new(TensorLayout.Dense, 0, 0, 0, Halo.None, length, root: null);

    /// <summary>An image [1, C, H, W] in blocks.</summary>
    public static TensorBuffer Blocked(int channels, int height, int width, Halo halo) =>
        new(TensorLayout.Blocked, channels, height, width, halo, Size((long)ChannelBlock.Count(channels) * ChannelBlock.Size, height, width, halo), root: null);

    /// <summary>An image [1, C, H, W] in planes.</summary>
    public static TensorBuffer Planar(int channels, int height, int width, Halo halo) =>
        new(TensorLayout.Planar, channels, height, width, halo, Size(channels, height, width, halo), root: null);

    /// <summary>The same memory as a dense tensor.</summary>
    public TensorBuffer AsDense() => new(TensorLayout.Dense, 0, 0, 0, Halo.None, Length, this);

    /// <summary>The same memory as an image in planes without halo.</summary>
    public TensorBuffer AsPlanar(int channels, int height, int width) => new(TensorLayout.Planar, channels, height, width, Halo.None, Length, this);

    /// <summary>The same memory as an image in blocks without halo.</summary>
    public TensorBuffer AsBlocked(int channels, int height, int width) => new(TensorLayout.Blocked, channels, height, width, Halo.None, Length, this);

    /// <summary>Lengthens the lifetime to <paramref name="step"/>.</summary>
    public void Use(int step)
    {
        Root.FirstUse = Math.Min(Root.FirstUse, step);
        Root.LastUse = Math.Max(Root.LastUse, step);
    }

    /// <summary>Gives the memory its address.</summary>
    public void Place(float* start) => Root._start = start;

    // A length beyond every memory stays one: it is refused where the memory is asked for.
    private static long Size(long places, int height, int width, Halo halo) =>
        (long)Int128.Min(long.MaxValue / sizeof(float), (Int128)places * (halo.Top + (long)height + halo.Bottom) * (halo.Left + (long)width + halo.Right));
}
