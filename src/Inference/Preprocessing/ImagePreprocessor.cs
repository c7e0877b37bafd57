using EdgeVision.Pixels;

namespace EdgeVision.Inference.Preprocessing;

/// <summary>
/// Camera bytes to a network's input in one pass over the image, four output rows at a time: lines are weighted and summed as they lie in memory,
/// then columns are resampled, coloured and normalised. Colour conversion is linear, so it is applied to the few output pixels; only its
/// clipping to 0…255 comes after resampling instead of before. Not thread-safe: one caller at a time.
/// </summary>
/// <remarks>
/// Chrominance is taken as centred between pixels where the encoding is JPEG's (<see cref="ColorEncoding.Bt601Full"/>), and otherwise as sited on
/// the even columns and between the lines, as in MPEG-2 video.
/// </remarks>
public sealed class ImagePreprocessor
{
    /// <summary>Image sizes and layouts whose plans are remembered; the one made longest ago goes first.</summary>
    private const int MaxPlans = 8;

    private readonly ImageInputSpec _input;
    private readonly float _gain;
    private readonly float _offset;
    private readonly ResizePlan?[] _plans = new ResizePlan?[MaxPlans];
    private readonly float[] _planes;
    private int _nextPlan;
    private float[] _lines = [];
    private float[] _band = [];

    /// <summary>A preprocessor for networks that expect <paramref name="input"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is outside 1…4096, or the standard deviation is not a positive number.</exception>
    public ImagePreprocessor(ImageInputSpec input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Width is < 1 or > 4096 || input.Height is < 1 or > 4096)
            throw new ArgumentOutOfRangeException(
                nameof(input), $"{input.Width}×{input.Height}", "Each side of a network's input must be from 1 to 4096 pixels.");
        if (!(input.StandardDeviation > 0f) || !float.IsFinite(input.Mean / input.StandardDeviation))
            throw new ArgumentOutOfRangeException(nameof(input), input.StandardDeviation, "The standard deviation must be a positive number.");

        _input = input;
        _gain = 1f / input.StandardDeviation;
        _offset = -input.Mean / input.StandardDeviation;
        _planes = GC.AllocateUninitializedArray<float>(3 * input.Width * BandKernel.Rows);
    }

    /// <summary>Floats of the network's input: 3 · height · width.</summary>
    public int OutputLength => 3 * _input.Height * _input.Width;

    /// <summary>
    /// Writes <paramref name="image"/> to <paramref name="destination"/> as [3, height, width] and tells the way back to image pixels.
    /// Allocates nothing once images of this size and layout have been seen.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The image's size, stride or bytes contradict its layout, or the destination has another length than the input.
    /// </exception>
    public unsafe ModelToImage Run(in ImageView image, Span<float> destination)
    {
        if (destination.Length != OutputLength)
            throw new ArgumentException(
                $"The input of {_input.Width}×{_input.Height} pixels has {OutputLength} floats, but there are {destination.Length}.", nameof(destination));

        Span<PlaneGeometry> planes = stackalloc PlaneGeometry[PlaneGeometry.MaxPlanes];
        planes = planes[..PlaneGeometry.Describe(image, planes)];
        ColorMatrix colors = ColorMatrix.For(image.Format.Pixels, image.Format.Encoding);
        ResizePlan plan = PlanFor(image.Format);
        MakeRoom(planes);
        if (plan.Width != _input.Width || plan.Height != _input.Height)
            FillBars(plan, destination);

        fixed (byte* bytes = image.Bytes)
        fixed (float* output = destination, lines = _lines, band = _band)
        {
            for (int row = 0; row < plan.Height; row += BandKernel.Rows)
            {
                SumPlanes(plan, planes, bytes, row, lines, band);
                WriteBand(plan, colors, row, band, output);
            }
        }

        return plan.ToImage;
    }

    private static unsafe void SumPlanes(ResizePlan plan, ReadOnlySpan<PlaneGeometry> planes, byte* bytes, int row, float* lines, float* band)
    {
        for (int i = 0; i < planes.Length; i++)
        {
            PlaneGeometry plane = planes[i];
            FilterTaps taps = plan.Lines[i];
            fixed (float* weights = taps.Weights)
            {
                for (int lane = 0; lane < BandKernel.Rows; lane++)
                {
                    // The last band may be lower than four rows; its spare lanes repeat the last row and are not written.
                    int line = Math.Min(row + lane, plan.Height - 1);
                    byte* source = bytes + plane.Offset + ((nint)taps.Starts[line] * plane.Stride);
                    BandKernel.SumLines(source, plane.Stride, weights + (line * taps.Count), taps.Count, plane.LineBytes, lines + (lane * plane.LineBytes));
                }
            }

            BandKernel.Interleave(lines, plane.LineBytes, band);
            band += (nint)plane.LineBytes * BandKernel.Rows;
        }
    }

    private unsafe void WriteBand(ResizePlan plan, in ColorMatrix colors, int row, float* band, float* output)
    {
        int rows = Math.Min(BandKernel.Rows, plan.Height - row);
        nint area = (nint)_input.Width * _input.Height;
        float* target = output + ((nint)(plan.Top + row) * _input.Width) + plan.Left;
        ComponentTaps[] components = plan.Components;
        fixed (float* planes = _planes)
        {
            int planeLength = plan.Width * BandKernel.Rows;
            if (components.Length == 1)
            {
                BandKernel.ResampleGrey(band, components[0], _gain, _offset, plan.Width, planes);
                planeLength = 0;
            }
            else
            {
                BandKernel.Resample(band, components[0], components[1], components[2], colors, _gain, _offset, plan.Width, planes);
            }

            bool blueFirst = _input.Colors == ColorOrder.Bgr;
            for (int color = 0; color < 3; color++)
                BandKernel.Separate(planes + (color * planeLength), plan.Width, rows, target + ((blueFirst ? 2 - color : color) * area), _input.Width);
        }
    }

    private ResizePlan PlanFor(in FrameFormat image)
    {
        foreach (ResizePlan? known in _plans)
        {
            if (known is not null && known.Fits(image))
                return known;
        }

        var plan = new ResizePlan(_input, image);
        _plans[_nextPlan] = plan;
        _nextPlan = (_nextPlan + 1) % MaxPlans;
        return plan;
    }

    private void MakeRoom(ReadOnlySpan<PlaneGeometry> planes)
    {
        int samples = 0;
        foreach (PlaneGeometry plane in planes)
            samples += plane.LineBytes;
        int lines = planes[0].LineBytes * BandKernel.Rows;
        foreach (PlaneGeometry plane in planes)
            lines = Math.Max(lines, plane.LineBytes * BandKernel.Rows);
        if (_lines.Length < lines)
            _lines = GC.AllocateUninitializedArray<float>(lines);
        if (_band.Length < samples * BandKernel.Rows)
            _band = GC.AllocateUninitializedArray<float>(samples * BandKernel.Rows);
    }

    /// <summary>Zero is the mean colour after normalisation.</summary>
    private void FillBars(ResizePlan plan, Span<float> destination)
    {
        int bottom = plan.Top + plan.Height, right = plan.Left + plan.Width;
        for (int y = 0; y < 3 * _input.Height; y++)
        {
            Span<float> line = destination.Slice(y * _input.Width, _input.Width);
            int row = y % _input.Height;
            if (row < plan.Top || row >= bottom)
            {
                line.Clear();
            }
            else
            {
                line[..plan.Left].Clear();
                line[right..].Clear();
            }
        }
    }
}
