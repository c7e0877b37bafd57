using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// Up to three convolutions, row by row: an expansion fills a ring of as many rows as the depthwise window spans, the depthwise convolution makes one
/// row of it, the projection reads that row. A piece is a range of output rows; it has a ring of its own and computes the rows at its upper edge itself.
/// </summary>
internal sealed unsafe class RowBandStep : Step
{
    // So many rows for each one that two pieces both compute.
    private const int RowsForShared = 12;

    private readonly RowBandStages _stages;
    private readonly TensorBuffer _output;
    private readonly TensorBuffer _scratch;
    private readonly Places _places;
    private int _unfinished;

    /// <param name="stages">What to compute.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats.</param>
    public RowBandStep(string name, RowBandStages stages, TensorBuffer scratch, int threads)
        : base(name)
    {
        _stages = stages;
        _output = stages.Output;
        _scratch = scratch;
        _places = new Places(stages);
        MultiplyAdds = Count(stages);
        Chunks = _unfinished = ChunksOf(stages, threads);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds { get; }

    /// <summary>Floats that the pieces of a step need for the rows in work.</summary>
    public static long ScratchLength(RowBandStages stages, int threads) => new Places(stages).Length * ChunksOf(stages, threads);

    /// <inheritdoc/>
    public override void Bind()
    {
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        HaloClearing.Clear(_output, chunk, Chunks);
        (int first, int end) = Part(_output.Height, chunk, Chunks);
        float* scratch = _scratch.Start + chunk * _places.Length;
        if (_stages.Window is { } window)
            new Span<float>(scratch + _places.Window, (int)window.Layout.Length).Clear();
        if (_stages.Depthwise is null)
        {
            for (int y = first; y < end; y++)
                Expand(y, scratch, _output.Origin + y * _output.RowStride, _output.BlockStride);
            return;
        }

        if (_stages.Ring is { } ring)
            HaloClearing.ClearSides(ring, scratch + _places.Ring);
        if (_stages.Means is not null)
            new Span<float>(scratch + _places.Sums, _output.Blocks * ChannelBlock.Size).Clear();

        float** rows = stackalloc float*[_stages.Depthwise.KernelHeight];
        int expanded = 0;
        for (int y = first; y < end; y++)
        {
            int top = y * _stages.DepthwiseWindow.StrideY - _stages.DepthwiseWindow.PadTop;
            if (_stages.Ring is { } rowsInWork)
            {
                int bottom = Math.Min(top + rowsInWork.Height, _stages.ExpandedHeight);
                for (expanded = Math.Max(expanded, Math.Max(top, 0)); expanded < bottom; expanded++)
                    Expand(expanded, scratch, InRing(rowsInWork, expanded, scratch), rowsInWork.BlockStride);
            }

            Convolve(y, top, rows, scratch);
            if (_stages.Project is not null)
                Project(y, scratch);
        }

        if (_stages.Means is { } means && Interlocked.Decrement(ref _unfinished) == 0)
        {
            _unfinished = Chunks;
            Average(means);
        }
    }

    private void Expand(int y, float* scratch, float* output, nint outputBlock)
    {
        ConvolutionPlace place = default;
        if (_stages.Window is { } window)
        {
            window.Gather(y, scratch + _places.Window);
            place.Input = scratch + _places.Window + window.Layout.Halo.Left;
        }
        else
        {
            place.Input = _stages.Input.Origin + y * _stages.Input.RowStride;
        }

        place.Output = output;
        place.OutputBlock = outputBlock;
        place.OutputOffsets = _stages.ExpandOffsets;
        _stages.Expand!.Row(place);
    }

    private void Convolve(int y, int top, float** rows, float* scratch)
    {
        DepthwiseConvolution depthwise = _stages.Depthwise!;
        TensorBuffer image = _stages.Ring ?? _stages.Input;
        float* imageOrigin = _stages.Ring is null ? image.Origin : scratch + _places.Ring + image.Halo.Left * image.PixelStride;
        imageOrigin -= _stages.DepthwiseWindow.PadLeft * image.PixelStride;
        int height = _stages.Ring is null ? image.Height : _stages.ExpandedHeight;
        TensorBuffer target = _stages.Row ?? _output;
        float* output = _stages.Row is null ? _output.Origin + y * _output.RowStride : scratch + _places.Row;
        for (int block = 0; block < target.Blocks; block++)
        {
            int places = Math.Min(ChannelBlock.Size, target.Channels - block * ChannelBlock.Size);
            for (int place = 0; place < places; place += depthwise.ChannelsOfTile)
            {
                DepthwiseTileArguments arguments = depthwise.Of(block, place);
                for (int tap = 0; tap < depthwise.KernelHeight; tap++)
                {
                    int row = top + tap * _stages.DepthwiseWindow.DilationY;
                    int slot = _stages.Ring is null ? row : row % image.Height;
                    rows[tap] = (uint)row < (uint)height ? imageOrigin + block * image.BlockStride + slot * image.RowStride + place : _stages.ZeroRow + place;
                }

                arguments.Rows = rows;
                arguments.Sums = _stages.Means is null ? null : scratch + _places.Sums + block * ChannelBlock.Size + place;
                depthwise.Row(&arguments, output + block * target.BlockStride + place, residual: null);
            }
        }
    }

    private void Project(int y, float* scratch)
    {
        ConvolutionPlace place = default;
        place.Input = scratch + _places.Row;
        place.Output = _output.Origin + y * _output.RowStride;
        place.OutputBlock = _output.BlockStride;
        place.OutputOffsets = _stages.ProjectOffsets;
        if (_stages.Residual is { } residual)
        {
            place.Residual = residual.Origin + y * residual.RowStride;
            place.ResidualBlock = residual.BlockStride;
            place.ResidualOffsets = _stages.ProjectOffsets;
        }

        _stages.Project!.Row(place);
    }

    // The last piece to finish adds up what all have summed, always in the same order.
    private void Average(TensorBuffer means)
    {
        for (int block = 0; block < means.Blocks; block++)
        {
            float* mean = means.Origin + block * ChannelBlock.Size;
            new Span<float>(mean, ChannelBlock.Size).Clear();
            for (int chunk = 0; chunk < Chunks; chunk++)
            {
                float* sums = _scratch.Start + chunk * _places.Length + _places.Sums + block * ChannelBlock.Size;
                for (int lane = 0; lane < ChannelBlock.Size; lane++)
                    mean[lane] += sums[lane];
            }

            ChannelMeans.Divide(mean, _output.Height * _output.Width);
        }
    }

    private float* InRing(TensorBuffer ring, int row, float* scratch) =>
        scratch + _places.Ring + row % ring.Height * ring.RowStride + ring.Halo.Left * ring.PixelStride;

    private static long Count(RowBandStages stages)
    {
        long pixels = (long)stages.Output.Height * stages.Output.Width;
        long expandedPixels = stages.Ring is { } ring ? (long)stages.ExpandedHeight * ring.Width : pixels;
        long depthwiseChannels = stages.Depthwise is null ? 0 : (stages.Row ?? stages.Output).Channels;
        return (stages.Expand is null ? 0 : expandedPixels * stages.Expand.WeightCount)
            + (stages.Depthwise is null ? 0 : pixels * depthwiseChannels * stages.Depthwise.Taps)
            + (stages.Project is null ? 0 : pixels * stages.Project.WeightCount);
    }

    private static int ChunksOf(RowBandStages stages, int threads)
    {
        int shared = stages.Ring is { } ring ? Math.Max(0, ring.Height - stages.DepthwiseWindow.StrideY) : 0;
        int rows = stages.Output.Height * (stages.Ring is null ? 1 : stages.DepthwiseWindow.StrideY);
        int parts = shared == 0 ? stages.Output.Height : Math.Clamp(rows / (shared * RowsForShared), 1, stages.Output.Height);
        return ChunksFor(threads, Count(stages), parts);
    }

    // Where a piece's rows in work lie in its scratch memory.
    private readonly struct Places
    {
        public readonly nint Window;
        public readonly nint Ring;
        public readonly nint Row;
        public readonly nint Sums;
        public readonly nint Length;

        public Places(RowBandStages stages)
        {
            Window = 0;
            Ring = Window + Padded(stages.Window?.Layout);
            Row = Ring + Padded(stages.Ring);
            Sums = Row + Padded(stages.Row);
            Length = Sums + (stages.Means is null ? 0 : stages.Output.Blocks * ChannelBlock.Size);
        }

        // A cache line more: a last register may read or write behind the end without meaning.
        private static nint Padded(TensorBuffer? buffer) =>
            buffer is null ? 0 : (nint)((buffer.Length + 2 * ChannelBlock.Size - 1) / ChannelBlock.Size * ChannelBlock.Size);
    }
}
