using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>For images in blocks, where each pixel lies from the first one, in floats. Images of one width share a table.</summary>
internal sealed unsafe class PixelOffsets(AlignedMemory memory)
{
    private readonly Dictionary<(int Height, int Width, nint RowStride), nint> _tables = [];

    /// <summary>[height · width]</summary>
    public int* Of(TensorBuffer image)
    {
        (int Height, int Width, nint RowStride) key = (image.Height, image.Width, image.RowStride);
        if (_tables.TryGetValue(key, out nint known))
            return (int*)known;

        int* table = memory.Allocate<int>((long)image.Height * image.Width);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
                table[y * image.Width + x] = checked((int)(y * image.RowStride + x * image.PixelStride));
        }

        _tables.Add(key, (nint)table);
        return table;
    }
}
