using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// The runs of neighbouring floats that tensors of one shape and layout have in common: the rows of each block where any has a halo, else
/// slices of the whole.
/// </summary>
internal readonly unsafe struct ElementRows
{
    // Long enough to forget the call, short enough to share among threads.
    private const int SliceFloats = 4096;

    private readonly long _total;
    private readonly int _height;
    private readonly int _rowLength;

    private ElementRows(int count, long total, int height, int rowLength)
    {
        Count = count;
        _total = total;
        _height = height;
        _rowLength = rowLength;
    }

    /// <summary>How many runs.</summary>
    public int Count { get; }

    /// <summary>The runs of tensors that differ in halo only.</summary>
    public static ElementRows Of(params ReadOnlySpan<TensorBuffer> tensors)
    {
        TensorBuffer shape = tensors[0];
        bool sliced = true;
        foreach (TensorBuffer tensor in tensors)
            sliced &= tensor.Halo == Halo.None;
        return sliced
            ? new ElementRows((int)((shape.Length + SliceFloats - 1) / SliceFloats), shape.Length, 0, SliceFloats)
            : new ElementRows(shape.Blocks * shape.Height, 0, shape.Height, shape.Width * ChannelBlock.Size);
    }

    /// <summary>Runs of which each is of one block: whole blocks, or their rows where any of the tensors has a halo.</summary>
    public static ElementRows OfBlocks(params ReadOnlySpan<TensorBuffer> tensors)
    {
        TensorBuffer shape = tensors[0];
        bool whole = true;
        foreach (TensorBuffer tensor in tensors)
            whole &= tensor.Halo == Halo.None;
        int height = whole ? 1 : shape.Height;
        return new ElementRows(shape.Blocks * height, 0, height, shape.Height / height * shape.Width * ChannelBlock.Size);
    }

    /// <summary>Where run <paramref name="row"/> of <paramref name="tensor"/> starts.</summary>
    public float* At(TensorBuffer tensor, int row)
    {
        if (_height == 0)
            return tensor.Start + (nint)row * _rowLength;
        (int block, int y) = Math.DivRem(row, _height);
        return tensor.Origin + block * tensor.BlockStride + y * tensor.RowStride;
    }

    /// <summary>The block run <paramref name="row"/> is of.</summary>
    public int BlockOf(int row) => row / _height;

    /// <summary>Floats of run <paramref name="row"/>.</summary>
    public nint Length(int row) => _height == 0 ? (nint)Math.Min(_rowLength, _total - (long)row * _rowLength) : _rowLength;
}
