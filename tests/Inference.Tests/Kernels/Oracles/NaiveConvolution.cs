namespace EdgeVision.Inference.Tests.Kernels.Oracles;

/// <summary>Convolution of an image [C, H, W] by its definition, in double precision.</summary>
internal static class NaiveConvolution
{
    /// <param name="pads">Top, left.</param>
    /// <param name="weights">[M, C / groups, kH, kW]</param>
    public static double At(
        ReadOnlySpan<float> image, int channels, int height, int width,
        ReadOnlySpan<float> weights, int outputs, int groups, (int Height, int Width) kernel, (int Y, int X) stride, (int Y, int X) dilation, (int Top, int Left) pads,
        int output, int y, int x)
    {
        int groupInputs = channels / groups, first = output / (outputs / groups) * groupInputs;
        double sum = 0;
        for (int c = 0; c < groupInputs; c++)
        {
            for (int ky = 0; ky < kernel.Height; ky++)
            {
                for (int kx = 0; kx < kernel.Width; kx++)
                {
                    int iy = y * stride.Y - pads.Top + ky * dilation.Y, ix = x * stride.X - pads.Left + kx * dilation.X;
                    if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                        sum += (double)image[((first + c) * height + iy) * width + ix] * weights[((output * groupInputs + c) * kernel.Height + ky) * kernel.Width + kx];
                }
            }
        }

        return sum;
    }
}
