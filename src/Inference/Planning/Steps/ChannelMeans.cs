using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Means over the pixels of each channel, taken by the step that computes the image.</summary>
internal static unsafe class ChannelMeans
{
    /// <summary>Sums of one block over so many pixels become means.</summary>
    public static void Divide(float* sums, int pixels)
    {
        float scale = 1f / pixels;
        for (int lane = 0; lane < ChannelBlock.Size; lane++)
            sums[lane] *= scale;
    }
}
