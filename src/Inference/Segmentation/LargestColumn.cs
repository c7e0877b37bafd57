using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeVision.Inference.Segmentation;

/// <summary>
/// Which of several planes holds the largest number, pixel by pixel. A lane is a pixel: as many as a register has bytes are decided together, because their
/// winners, four registers of 32-bit numbers, narrow to one register of bytes. What is left of a line is decided pixel by pixel.
/// </summary>
internal static class LargestColumn
{
    /// <summary>
    /// winners[i] = the c with the largest columns[c · stride + i], the lowest of equals; <paramref name="none"/> where no number is above −∞.
    /// NaN never wins.
    /// </summary>
    /// <param name="columns">At least (<paramref name="count"/> − 1) · <paramref name="stride"/> + <paramref name="winners"/>' length floats.</param>
    /// <param name="stride">Floats from one plane to the next.</param>
    /// <param name="count">Planes, from 1 to 256.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(ReadOnlySpan<float> columns, int stride, int count, byte none, Span<byte> winners)
    {
        if (columns.Length < ((count - 1L) * stride) + winners.Length)
            throw new ArgumentException($"{count} planes {stride} floats apart are more than the {columns.Length} that there are.", nameof(columns));

        ref float source = ref MemoryMarshal.GetReference(columns);
        int i = 0;
        for (; i + Vector<byte>.Count <= winners.Length; i += Vector<byte>.Count)
        {
            Vector<float> best0 = new(float.NegativeInfinity), best1 = best0, best2 = best0, best3 = best0;
            Vector<int> winner0 = new(none), winner1 = winner0, winner2 = winner0, winner3 = winner0;
            for (int c = 0; c < count; c++)
            {
                ref float column = ref Unsafe.Add(ref source, ((nint)c * stride) + i);
                var number = new Vector<int>(c);
                Challenge(ref column, number, ref best0, ref winner0);
                Challenge(ref Unsafe.Add(ref column, Vector<float>.Count), number, ref best1, ref winner1);
                Challenge(ref Unsafe.Add(ref column, 2 * Vector<float>.Count), number, ref best2, ref winner2);
                Challenge(ref Unsafe.Add(ref column, 3 * Vector<float>.Count), number, ref best3, ref winner3);
            }

            Vector.Narrow(
                Vector.Narrow(Vector.AsVectorUInt32(winner0), Vector.AsVectorUInt32(winner1)),
                Vector.Narrow(Vector.AsVectorUInt32(winner2), Vector.AsVectorUInt32(winner3))).CopyTo(winners[i..]);
        }

        for (; i < winners.Length; i++)
        {
            float best = float.NegativeInfinity;
            winners[i] = none;
            for (int c = 0; c < count; c++)
            {
                float challenger = columns[(c * stride) + i];
                if (challenger > best)
                    (best, winners[i]) = (challenger, (byte)c);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Challenge(ref float column, Vector<int> number, ref Vector<float> best, ref Vector<int> winner)
    {
        Vector<float> challenger = Vector.LoadUnsafe(ref column);
        Vector<int> wins = Vector.GreaterThan(challenger, best);
        best = Vector.ConditionalSelect(Vector.AsVectorSingle(wins), challenger, best);
        winner = Vector.ConditionalSelect(wins, number, winner);
    }
}
