using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Zeroes the halo of an image. The arena gives its memory to other tensors between runs, so whoever writes an image writes its halo too.</summary>
internal static unsafe class HaloClearing
{
    /// <summary>The part of piece <paramref name="chunk"/>: some blocks, all around.</summary>
    public static void Clear(TensorBuffer image, int chunk, int chunks)
    {
        Halo halo = image.Halo;
        if (halo == Halo.None)
            return;

        int end = (int)((long)image.Blocks * (chunk + 1) / chunks);
        nint row = image.RowStride, left = halo.Left * image.PixelStride, right = halo.Right * image.PixelStride;
        for (int block = (int)((long)image.Blocks * chunk / chunks); block < end; block++)
        {
            float* start = image.Start + block * image.BlockStride;
            Zero(start, halo.Top * row);
            float* inside = start + halo.Top * row;
            for (int y = 0; y < image.Height; y++, inside += row)
            {
                Zero(inside, left);
                Zero(inside + row - right, right);
            }

            Zero(inside, halo.Bottom * row);
        }
    }

    /// <summary>The zeros at the sides of every row of an image without halo above and below, which begins at <paramref name="start"/>.</summary>
    public static void ClearSides(TensorBuffer image, float* start)
    {
        nint left = image.Halo.Left * image.PixelStride, right = image.Halo.Right * image.PixelStride;
        for (int row = 0; row < image.Blocks * image.Height; row++, start += image.RowStride)
        {
            Zero(start, left);
            Zero(start + image.RowStride - right, right);
        }
    }

    private static void Zero(float* start, nint count) => new Span<float>(start, (int)count).Clear();
}
