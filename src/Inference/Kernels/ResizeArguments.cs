namespace EdgeVision.Inference.Kernels;

/// <summary>What makes one row of a resized blocked image, for one block of channels. Offsets are in floats from the row's first pixel.</summary>
internal unsafe struct ResizeArguments
{
    /// <summary>The input row at or above.</summary>
    public float* Upper;

    /// <summary>The input row below; equal to <see cref="Upper"/> at the edge.</summary>
    public float* Lower;

    /// <summary>Weight of <see cref="Lower"/>, 0 to 1.</summary>
    public float LowerWeight;

    /// <summary>For each output pixel, the input pixel at or left of it.</summary>
    public int* LeftOffsets;

    /// <summary>For each output pixel, the input pixel right of it.</summary>
    public int* RightOffsets;

    /// <summary>For each output pixel, the weight of the pixel to the right, 0 to 1.</summary>
    public float* RightWeights;

    /// <summary>[width, 16]</summary>
    public float* Output;

    /// <summary>Output pixels.</summary>
    public int Width;
}
