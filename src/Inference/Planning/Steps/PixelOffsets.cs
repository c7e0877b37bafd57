using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>For images in blocks, where each pixel lies from the first one, in floats. Images of one width share a table.</summary>
internal sealed unsafe class PixelOffsets(AlignedMemory memory)
{
    private readonly Dictionary<(int Height, int Width, nint RowStride), nint> _tables = [];

    /// <summary>[height · width]</summary>
    public int* Of(TensorBuffer image) => Of(image.Height, image.Width, image.RowStride);

    /// <summary>[width], of a row by itself</summary>
    public int* OfRow(int width) => Of(1, width, 0);

    private int* Of(int height, int width, nint rowStride)
    {
        (int Height, int Width, nint RowStride) key = (height, width, rowStride);
        if (_tables.TryGetValue(key, out nint known))
            return (int*)known;

        int* table = memory.Allocate<int>((long)height * width);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                table[y * width + x] = checked((int)(y * rowStride + x * ChannelBlock.Size));
        }

        _tables.Add(key, (nint)table);
        return table;
    }
}
