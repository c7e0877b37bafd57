using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// Up to three convolutions, a few rows at a time: an expansion fills a ring of as many rows as the depthwise windows span, the depthwise convolution
/// makes some rows of it, the projection reads these. A piece is a range of output rows; it has a ring of its own and computes the rows at its upper edge
/// itself.
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
    public override void Run(int chunk)
    {
        HaloClearing.Clear(_output, chunk, Chunks);
        (int first, int end) = Part(_output.Height, chunk, Chunks);
        float* scratch = _scratch.Start + chunk * _places.Length;
        if (_stages.Window is { } window)
            new Span<float>(scratch + _places.Window, (int)window.Layout.Length).Clear();
        if (_stages.Depthwise is null)
        {
            int rows = _stages.Window?.OutputRows ?? _output.Height;
            for (int y = first; y < end; y += rows)
                Expand(y, Math.Min(rows, end - y), scratch, _output.Origin + y * _output.RowStride, _output.BlockStride);
            return;
        }

        if (_stages.Ring is { } ring)
            HaloClearing.ClearSides(ring, scratch + _places.Ring);
        if (_stages.Means is not null)
            new Span<float>(scratch + _places.Sums, _output.Blocks * ChannelBlock.Size).Clear();

        float** taps = stackalloc float*[_stages.Depthwise.KernelHeight];
        int expanded = 0;
        for (int y = first; y < end; y += _stages.Rows)
        {
            int count = Math.Min(_stages.Rows, end - y);
            if (_stages.Ring is not null)
                expanded = FillRing(expanded, y, count, scratch);
            Filter(y, count, taps, scratch);
            if (_stages.Project is not null)
                Project(y, count, scratch);
        }

        if (_stages.Means is { } means && Interlocked.Decrement(ref _unfinished) == 0)
        {
            _unfinished = Chunks;
            Average(means);
        }
    }

    // Expands what the windows of some output rows see and is not there yet, from row `expanded` on; returns where that ends.
    private int FillRing(int expanded, int y, int count, float* scratch)
    {
        TensorBuffer ring = _stages.Ring!;
        SlidingWindow slide = _stages.DepthwiseWindow;
        int top = y * slide.StrideY - slide.PadTop;
        int bottom = Math.Min(top + slide.RowsSeenBy(count), _stages.ExpandedHeight);
        int row = Math.Max(expanded, top);
        while (row < bottom)
        {
            int slot = row % ring.Height;
            int rows = Math.Min(Math.Min(bottom - row, _stages.Window?.OutputRows ?? int.MaxValue), ring.Height - slot);
            Expand(row, rows, scratch, scratch + _places.Ring + slot * ring.RowStride + ring.Halo.Left * ring.PixelStride, ring.BlockStride);
            row += rows;
        }

        return row;
    }

    private void Expand(int y, int count, float* scratch, float* output, nint outputBlock)
    {
        ConvolutionPlace place = default;
        if (_stages.Window is { } window)
        {
            window.Gather(y, count, scratch + _places.Window);
            place.Input = scratch + _places.Window + window.Layout.Halo.Left;
        }
        else
        {
            place.Input = _stages.Input.Origin + y * _stages.Input.RowStride;
        }

        place.Output = output;
        place.OutputBlock = outputBlock;
        place.OutputOffsets = _stages.ExpandOffsets;
        _stages.Expand!.RunRows(place, count);
    }

    // A block after the other over all rows, because neighbouring rows see the same inputs.
    private void Filter(int y, int count, float** taps, float* scratch)
    {
        PrefetchRange prefetch = default;
        DepthwiseConvolution filter = _stages.Depthwise!;
        SlidingWindow slide = _stages.DepthwiseWindow;
        TensorBuffer image = _stages.Ring ?? _stages.Input;
        bool inRing = _stages.Ring is not null;
        float* imageOrigin = inRing ? scratch + _places.Ring + image.Halo.Left * image.PixelStride : image.Origin;
        imageOrigin -= slide.PadLeft * image.PixelStride;
        int height = inRing ? _stages.ExpandedHeight : image.Height;
        TensorBuffer target = _stages.Filtered ?? _output;
        float* output = _stages.Filtered is null ? _output.Origin + y * _output.RowStride : scratch + _places.Filtered;
        for (int block = 0; block < target.Blocks; block++)
        {
            int places = Math.Min(ChannelBlock.Size, target.Channels - block * ChannelBlock.Size);
            for (int place = 0; place < places; place += filter.ChannelsOfTile)
            {
                DepthwiseTileArguments arguments = filter.Of(block, place);
                arguments.Rows = taps;
                arguments.Sums = _stages.Means is null ? null : scratch + _places.Sums + block * ChannelBlock.Size + place;
                float* input = imageOrigin + block * image.BlockStride + place;
                for (int i = 0; i < count; i++)
                {
                    int row = (y + i) * slide.StrideY - slide.PadTop;
                    for (int tap = 0; tap < filter.KernelHeight; tap++, row += slide.DilationY)
                        taps[tap] = (uint)row < (uint)height ? input + (inRing ? row % image.Height : row) * image.RowStride : _stages.ZeroRow + place;
                    filter.Row(&arguments, output + block * target.BlockStride + i * target.RowStride + place, residual: null, ref prefetch);
                }
            }
        }
    }

    private void Project(int y, int count, float* scratch)
    {
        ConvolutionPlace place = default;
        place.Input = scratch + _places.Filtered;
        place.Output = _output.Origin + y * _output.RowStride;
        place.OutputBlock = _output.BlockStride;
        place.OutputOffsets = _stages.ProjectOffsets;
        if (_stages.Residual is { } residual)
        {
            place.Residual = residual.Origin + y * residual.RowStride;
            place.ResidualBlock = residual.BlockStride;
            place.ResidualOffsets = _stages.ResidualOffsets;
        }

        _stages.Project!.RunRows(place, count);
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

    private static long Count(RowBandStages stages)
    {
        long pixels = (long)stages.Output.Height * stages.Output.Width;
        long expandedPixels = stages.Ring is { } ring ? (long)stages.ExpandedHeight * ring.Width : pixels;
        long depthwiseChannels = stages.Depthwise is null ? 0 : (stages.Filtered ?? stages.Output).Channels;
        return (stages.Expand is null ? 0 : expandedPixels * stages.Expand.WeightCount)
            + (stages.Depthwise is null ? 0 : pixels * depthwiseChannels * stages.Depthwise.Taps)
            + (stages.Project is null ? 0 : pixels * stages.Project.WeightCount);
    }

    private static int ChunksOf(RowBandStages stages, int threads)
    {
        SlidingWindow slide = stages.DepthwiseWindow;
        int shared = stages.Ring is null ? 0 : Math.Max(0, slide.RowsSeenBy(1) - slide.StrideY);
        int rows = stages.Output.Height * (stages.Ring is null ? 1 : slide.StrideY);
        int parts = shared == 0 ? stages.Output.Height : Math.Clamp(rows / (shared * RowsForShared), 1, stages.Output.Height);
        return ChunksFor(threads, Count(stages), parts);
    }

    // Where a piece's rows in work lie in its scratch memory.
    private readonly struct Places
    {
        public readonly nint Window;
        public readonly nint Ring;
        public readonly nint Filtered;
        public readonly nint Sums;
        public readonly nint Length;

        public Places(RowBandStages stages)
        {
            Window = 0;
            Ring = Window + Padded(stages.Window?.Layout);
            Filtered = Ring + Padded(stages.Ring);
            Sums = Filtered + Padded(stages.Filtered);
            Length = Sums + (stages.Means is null ? 0 : stages.Output.Blocks * ChannelBlock.Size);
        }

        // A cache line more: a last register may read or write behind the end without meaning.
        private static nint Padded(TensorBuffer? buffer) =>
            buffer is null ? 0 : (nint)((buffer.Length + 2 * ChannelBlock.Size - 1) / ChannelBlock.Size * ChannelBlock.Size);
    }
}
