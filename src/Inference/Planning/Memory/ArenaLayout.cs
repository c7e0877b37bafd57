namespace EdgeVision.Inference.Planning.Memory;

/// <summary>
/// Gives buffers that do not live at the same time the same memory: largest first, each at the lowest offset that is free for its whole lifetime
/// ("greedy by size", Pisarchyk and Lee 2020, arXiv:2001.03288).
/// </summary>
internal static class ArenaLayout
{
    // Offsets are multiples of a cache line; behind each buffer one more, which a last register may read or write without meaning.
    private const int LineFloats = 16;

    /// <summary>Offset of each buffer in floats, in the order given.</summary>
    /// <param name="arenaLength">Floats of the whole arena.</param>
    public static long[] Assign(IReadOnlyList<TensorBuffer> buffers, out long arenaLength)
    {
        long[] offsets = new long[buffers.Count];
        List<int> placed = [];
        Comparer<int> byOffset = Comparer<int>.Create((left, right) => offsets[left].CompareTo(offsets[right]));
        arenaLength = 0;
        foreach (int index in LargestFirst(buffers))
        {
            TensorBuffer buffer = buffers[index];
            long offset = 0;
            foreach (int other in placed)
            {
                bool together = buffers[other].FirstUse <= buffer.LastUse && buffer.FirstUse <= buffers[other].LastUse;
                if (!together)
                    continue;
                if (offset + Padded(buffer) <= offsets[other])
                    break;
                offset = Math.Max(offset, offsets[other] + Padded(buffers[other]));
            }

            offsets[index] = offset;
            int place = placed.BinarySearch(index, byOffset);
            placed.Insert(place < 0 ? ~place : place, index);
            arenaLength = Math.Max(arenaLength, offset + Padded(buffer));
        }

        return offsets;
    }

    // Of those as large, the one needed first; then in the order given.
    private static int[] LargestFirst(IReadOnlyList<TensorBuffer> buffers)
    {
        int[] order = new int[buffers.Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (left, right) =>
        {
            int difference = buffers[right].Length.CompareTo(buffers[left].Length);
            if (difference == 0)
                difference = buffers[left].FirstUse.CompareTo(buffers[right].FirstUse);
            return difference == 0 ? left.CompareTo(right) : difference;
        });
        return order;
    }

    private static long Padded(TensorBuffer buffer) => (buffer.Length + 2 * LineFloats - 1) / LineFloats * LineFloats;
}
