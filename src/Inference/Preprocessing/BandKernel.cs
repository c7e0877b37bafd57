using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EdgeVision.Inference.Preprocessing;

/// <summary>
/// The loops of the preprocessor. An output band is <see cref="Rows"/> rows high; between the vertical and the horizontal pass its samples
/// lie interleaved, [sample, row], so that a lane of the horizontal pass is a row and every tap is one load and one multiply-add whatever the
/// byte layout of the image. Pointers are checked by <see cref="ImagePreprocessor"/>; no loop reads or writes past the lengths given.
/// </summary>
internal static unsafe class BandKernel
{
    /// <summary>Output rows that are computed together: the lanes of a 128-bit vector.</summary>
    public const int Rows = 4;

    /// <summary>destination[i] = Σ weights[k] · source[k · stride + i] for i in 0…length−1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumLines(byte* source, nint stride, float* weights, int taps, int length, float* destination)
    {
        int i = 0;
        if (Avx2.IsSupported)
        {
            for (; i + 32 <= length; i += 32)
            {
                byte* line = source + i;
                Vector256<float> sum0 = Vector256<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
                for (int k = 0; k < taps; k++, line += stride)
                {
                    Vector256<float> weight = Vector256.Create(weights[k]);
                    sum0 = Vector256.MultiplyAddEstimate(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(line)), weight, sum0);
                    sum1 = Vector256.MultiplyAddEstimate(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(line + 8)), weight, sum1);
                    sum2 = Vector256.MultiplyAddEstimate(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(line + 16)), weight, sum2);
                    sum3 = Vector256.MultiplyAddEstimate(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(line + 24)), weight, sum3);
                }

                sum0.Store(destination + i);
                sum1.Store(destination + i + 8);
                sum2.Store(destination + i + 16);
                sum3.Store(destination + i + 24);
            }
        }

        for (; i + 16 <= length; i += 16)
        {
            byte* line = source + i;
            Vector128<float> sum0 = Vector128<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
            for (int k = 0; k < taps; k++, line += stride)
            {
                Vector128<float> weight = Vector128.Create(weights[k]);
                (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Load(line));
                sum0 = Vector128.MultiplyAddEstimate(ToSingle(Vector128.WidenLower(low)), weight, sum0);
                sum1 = Vector128.MultiplyAddEstimate(ToSingle(Vector128.WidenUpper(low)), weight, sum1);
                sum2 = Vector128.MultiplyAddEstimate(ToSingle(Vector128.WidenLower(high)), weight, sum2);
                sum3 = Vector128.MultiplyAddEstimate(ToSingle(Vector128.WidenUpper(high)), weight, sum3);
            }

            sum0.Store(destination + i);
            sum1.Store(destination + i + 4);
            sum2.Store(destination + i + 8);
            sum3.Store(destination + i + 12);
        }

        for (; i < length; i++)
        {
            byte* line = source + i;
            float sum = 0f;
            for (int k = 0; k < taps; k++, line += stride)
                sum = float.MultiplyAddEstimate(*line, weights[k], sum);
            destination[i] = sum;
        }
    }

    /// <summary>destination[i · 4 + r] = lines[r · length + i]: four lines become one band.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interleave(float* lines, int length, float* destination)
    {
        float* line0 = lines, line1 = lines + length, line2 = line1 + length, line3 = line2 + length;
        int i = 0;
        for (; i + 4 <= length; i += 4)
        {
            Vector128<float> row0 = Vector128.Load(line0 + i), row1 = Vector128.Load(line1 + i), row2 = Vector128.Load(line2 + i),
                row3 = Vector128.Load(line3 + i);
            Transpose(ref row0, ref row1, ref row2, ref row3);
            row0.Store(destination + (i * Rows));
            row1.Store(destination + (i * Rows) + 4);
            row2.Store(destination + (i * Rows) + 8);
            row3.Store(destination + (i * Rows) + 12);
        }

        for (; i < length; i++)
            Vector128.Create(line0[i], line1[i], line2[i], line3[i]).Store(destination + (i * Rows));
    }

    /// <summary>
    /// Resamples and colours one band: planes[p][i · 4 + r] = clamp(M · taps, 0, 255) · gain + offset, for <paramref name="width"/> pixels of
    /// red, green and blue, which lie one after the other in <paramref name="planes"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Resample(
        float* band, ComponentTaps first, ComponentTaps second, ComponentTaps third, ColorMatrix colors, float gain, float offset, int width, float* planes)
    {
        Vector128<float> red = colors.Red, green = colors.Green, blue = colors.Blue;
        Vector128<float> r0 = Vector128.Create(red[0]), r1 = Vector128.Create(red[1]), r2 = Vector128.Create(red[2]), r3 = Vector128.Create(red[3]);
        Vector128<float> g0 = Vector128.Create(green[0]), g1 = Vector128.Create(green[1]), g2 = Vector128.Create(green[2]), g3 = Vector128.Create(green[3]);
        Vector128<float> b0 = Vector128.Create(blue[0]), b1 = Vector128.Create(blue[1]), b2 = Vector128.Create(blue[2]), b3 = Vector128.Create(blue[3]);
        Vector128<float> zero = Vector128<float>.Zero, white = Vector128.Create(255f), gains = Vector128.Create(gain), offsets = Vector128.Create(offset);
        nint plane = (nint)width * Rows, firstStep = first.Step, secondStep = second.Step, thirdStep = third.Step;
        fixed (int* firstStarts = first.Starts, secondStarts = second.Starts, thirdStarts = third.Starts)
        fixed (float* firstWeights = first.Weights, secondWeights = second.Weights, thirdWeights = third.Weights)
        {
            float* firstWeight = firstWeights, secondWeight = secondWeights, thirdWeight = thirdWeights;
            for (int i = 0; i < width; i++)
            {
                Vector128<float> x = zero, y = zero, z = zero;
                float* tap = band + firstStarts[i];
                for (int k = first.Count; k > 0; k--, tap += firstStep)
                    x = Vector128.MultiplyAddEstimate(Vector128.Load(tap), Vector128.Create(*firstWeight++), x);
                tap = band + secondStarts[i];
                for (int k = second.Count; k > 0; k--, tap += secondStep)
                    y = Vector128.MultiplyAddEstimate(Vector128.Load(tap), Vector128.Create(*secondWeight++), y);
                tap = band + thirdStarts[i];
                for (int k = third.Count; k > 0; k--, tap += thirdStep)
                    z = Vector128.MultiplyAddEstimate(Vector128.Load(tap), Vector128.Create(*thirdWeight++), z);

                Vector128<float> r = Vector128.MultiplyAddEstimate(x, r0, Vector128.MultiplyAddEstimate(y, r1, Vector128.MultiplyAddEstimate(z, r2, r3)));
                Vector128<float> g = Vector128.MultiplyAddEstimate(x, g0, Vector128.MultiplyAddEstimate(y, g1, Vector128.MultiplyAddEstimate(z, g2, g3)));
                Vector128<float> b = Vector128.MultiplyAddEstimate(x, b0, Vector128.MultiplyAddEstimate(y, b1, Vector128.MultiplyAddEstimate(z, b2, b3)));
                float* pixel = planes + ((nint)i * Rows);
                Vector128.MultiplyAddEstimate(Vector128.MinNative(Vector128.MaxNative(r, zero), white), gains, offsets).Store(pixel);
                Vector128.MultiplyAddEstimate(Vector128.MinNative(Vector128.MaxNative(g, zero), white), gains, offsets).Store(pixel + plane);
                Vector128.MultiplyAddEstimate(Vector128.MinNative(Vector128.MaxNative(b, zero), white), gains, offsets).Store(pixel + plane + plane);
            }
        }
    }

    /// <summary>As <see cref="Resample"/> for grey, whose one plane is written once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ResampleGrey(float* band, ComponentTaps only, float gain, float offset, int width, float* plane)
    {
        Vector128<float> gains = Vector128.Create(gain), offsets = Vector128.Create(offset);
        nint step = only.Step;
        fixed (int* starts = only.Starts)
        fixed (float* weights = only.Weights)
        {
            float* weight = weights;
            for (int i = 0; i < width; i++)
            {
                Vector128<float> sum = Vector128<float>.Zero;
                float* tap = band + starts[i];
                for (int k = only.Count; k > 0; k--, tap += step)
                    sum = Vector128.MultiplyAddEstimate(Vector128.Load(tap), Vector128.Create(*weight++), sum);
                Vector128.MultiplyAddEstimate(sum, gains, offsets).Store(plane + ((nint)i * Rows));
            }
        }
    }

    /// <summary>destination[r · stride + i] = band[i · 4 + r] for the first <paramref name="rows"/> rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Separate(float* band, int width, int rows, float* destination, nint stride)
    {
        int i = 0;
        if (rows == Rows)
        {
            for (; i + 4 <= width; i += 4)
            {
                float* pixels = band + ((nint)i * Rows);
                Vector128<float> row0 = Vector128.Load(pixels), row1 = Vector128.Load(pixels + 4), row2 = Vector128.Load(pixels + 8),
                    row3 = Vector128.Load(pixels + 12);
                Transpose(ref row0, ref row1, ref row2, ref row3);
                float* target = destination + i;
                row0.Store(target);
                row1.Store(target + stride);
                row2.Store(target + stride + stride);
                row3.Store(target + stride + stride + stride);
            }
        }

        for (; i < width; i++)
        {
            for (int row = 0; row < rows; row++)
                destination[(row * stride) + i] = band[((nint)i * Rows) + row];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ToSingle(Vector128<uint> bytes) => Vector128.ConvertToSingle(bytes.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector128<float> row0, ref Vector128<float> row1, ref Vector128<float> row2, ref Vector128<float> row3)
    {
        if (Sse.IsSupported)
        {
            Vector128<float> low01 = Sse.UnpackLow(row0, row1), high01 = Sse.UnpackHigh(row0, row1);
            Vector128<float> low23 = Sse.UnpackLow(row2, row3), high23 = Sse.UnpackHigh(row2, row3);
            row0 = Sse.MoveLowToHigh(low01, low23);
            row1 = Sse.MoveHighToLow(low23, low01);
            row2 = Sse.MoveLowToHigh(high01, high23);
            row3 = Sse.MoveHighToLow(high23, high01);
        }
        else if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<float> even02 = AdvSimd.Arm64.ZipLow(row0, row2), odd02 = AdvSimd.Arm64.ZipHigh(row0, row2);
            Vector128<float> even13 = AdvSimd.Arm64.ZipLow(row1, row3), odd13 = AdvSimd.Arm64.ZipHigh(row1, row3);
            row0 = AdvSimd.Arm64.ZipLow(even02, even13);
            row1 = AdvSimd.Arm64.ZipHigh(even02, even13);
            row2 = AdvSimd.Arm64.ZipLow(odd02, odd13);
            row3 = AdvSimd.Arm64.ZipHigh(odd02, odd13);
        }
        else
        {
            Vector128<float> column0 = Vector128.Create(row0[0], row1[0], row2[0], row3[0]), column1 = Vector128.Create(row0[1], row1[1], row2[1], row3[1]);
            Vector128<float> column2 = Vector128.Create(row0[2], row1[2], row2[2], row3[2]), column3 = Vector128.Create(row0[3], row1[3], row2[3], row3[3]);
            (row0, row1, row2, row3) = (column0, column1, column2, column3);
        }
    }
}
