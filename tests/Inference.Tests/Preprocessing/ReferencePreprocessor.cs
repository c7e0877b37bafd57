using EdgeVision.Inference.Preprocessing;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tests.Preprocessing;

/// <summary>What <see cref="ImagePreprocessor"/> must compute, pixel by pixel in double precision from the definitions.</summary>
internal static class ReferencePreprocessor
{
    public static double[] Run(TestImage image, ImageInputSpec input)
    {
        int width = input.Width, height = input.Height;
        if (input.Resize == ResizeMode.Letterbox)
        {
            double scale = Math.Min((double)input.Width / image.Width, (double)input.Height / image.Height);
            width = Math.Max(1, (int)Math.Round(image.Width * scale));
            height = Math.Max(1, (int)Math.Round(image.Height * scale));
        }

        int left = (input.Width - width) / 2, top = (input.Height - height) / 2;
        var output = new double[3 * input.Height * input.Width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double[] rgb = Pixel(
                    image, (x + 0.5) * image.Width / width, (y + 0.5) * image.Height / height, (double)image.Width / width, (double)image.Height / height);
                for (int color = 0; color < 3; color++)
                {
                    int plane = input.Colors == ColorOrder.Rgb ? color : 2 - color;
                    output[(((plane * input.Height) + top + y) * input.Width) + left + x] = (rgb[color] - input.Mean) / input.StandardDeviation;
                }
            }
        }

        return output;
    }

    /// <summary>Red, green and blue around (x, y), in image pixels from the top-left corner.</summary>
    private static double[] Pixel(TestImage image, double x, double y, double scaleX, double scaleY)
    {
        byte[] b = image.Bytes;
        int w = image.Width, h = image.Height, s = image.Format.Stride, cw = (w + 1) / 2, ch = (h + 1) / 2, cs = (s + 1) / 2;

        // Chrominance columns: between their two pixels in JPEG, on the first of them in video; lines always between.
        double cx = image.Format.Encoding == ColorEncoding.Bt601Full ? x / 2 : ((x - 0.5) / 2) + 0.5, cy = y / 2;
        double Luma(Func<int, int, int> at) => Filter(w, h, x, y, scaleX, scaleY, at);
        double Chroma422(Func<int, int, int> at) => Filter(cw, h, cx, y, scaleX / 2, scaleY, at);
        double Chroma420(Func<int, int, int> at) => Filter(cw, ch, cx, cy, scaleX / 2, scaleY / 2, at);
        double[] components = image.Format.Pixels switch
        {
            PixelFormat.Grey => [Luma((i, j) => b[(j * s) + i])],
            PixelFormat.Rgb24 => [Luma((i, j) => b[(j * s) + (3 * i)]), Luma((i, j) => b[(j * s) + (3 * i) + 1]), Luma((i, j) => b[(j * s) + (3 * i) + 2])],
            PixelFormat.Bgr24 => [Luma((i, j) => b[(j * s) + (3 * i) + 2]), Luma((i, j) => b[(j * s) + (3 * i) + 1]), Luma((i, j) => b[(j * s) + (3 * i)])],
            PixelFormat.Yuyv =>
                [Luma((i, j) => b[(j * s) + (2 * i)]), Chroma422((i, j) => b[(j * s) + (4 * i) + 1]), Chroma422((i, j) => b[(j * s) + (4 * i) + 3])],
            PixelFormat.Uyvy =>
                [Luma((i, j) => b[(j * s) + (2 * i) + 1]), Chroma422((i, j) => b[(j * s) + (4 * i)]), Chroma422((i, j) => b[(j * s) + (4 * i) + 2])],
            PixelFormat.Nv12 =>
                [Luma((i, j) => b[(j * s) + i]), Chroma420((i, j) => b[((h + j) * s) + (2 * i)]), Chroma420((i, j) => b[((h + j) * s) + (2 * i) + 1])],
            _ => [Luma((i, j) => b[(j * s) + i]), Chroma420((i, j) => b[(h * s) + (j * cs) + i]), Chroma420((i, j) => b[(h * s) + ((ch + j) * cs) + i])],
        };
        return image.Format.Pixels switch
        {
            PixelFormat.Grey => [components[0], components[0], components[0]],
            PixelFormat.Rgb24 or PixelFormat.Bgr24 => components,
            _ => ToRgb(components[0], components[1], components[2], image.Format.Encoding),
        };
    }

    /// <summary>Triangle filter as wide as the reduction, samples outside left out.</summary>
    private static double Filter(int width, int height, double x, double y, double scaleX, double scaleY, Func<int, int, int> at)
    {
        double supportX = Math.Max(1.0, scaleX), supportY = Math.Max(1.0, scaleY), sum = 0.0, weights = 0.0;
        (int left, int right) = Reach(width, x, supportX);
        (int top, int bottom) = Reach(height, y, supportY);
        for (int j = top; j <= bottom; j++)
        {
            for (int i = left; i <= right; i++)
            {
                double weight = Math.Max(0.0, 1.0 - (Math.Abs(i + 0.5 - x) / supportX)) * Math.Max(0.0, 1.0 - (Math.Abs(j + 0.5 - y) / supportY));
                sum += weight == 0.0 ? 0.0 : weight * at(i, j);
                weights += weight;
            }
        }

        return sum / weights;
    }

    /// <summary>The first and the last sample that may have a weight; looking at all the others of a picture takes a thousand times as long.</summary>
    private static (int First, int Last) Reach(int size, double center, double support) =>
        (Math.Max(0, (int)Math.Floor(center - support - 0.5)), Math.Min(size - 1, (int)Math.Ceiling(center + support - 0.5)));

    /// <summary>ITU-R BT.601 and BT.709: Y = Kr·R + Kg·G + Kb·B, U = (B − Y) / (2 (1 − Kb)), V = (R − Y) / (2 (1 − Kr)).</summary>
    private static double[] ToRgb(double y, double u, double v, ColorEncoding encoding)
    {
        (double kr, double kb) = encoding is ColorEncoding.Bt709Limited or ColorEncoding.Bt709Full ? (0.2126, 0.0722) : (0.299, 0.114);
        bool full = encoding is ColorEncoding.Bt601Full or ColorEncoding.Bt709Full;
        double luma = full ? y / 255.0 : (y - 16.0) / 219.0;
        double range = full ? 255.0 : 224.0;
        double red = luma + (2.0 * (1.0 - kr) * (v - 128.0) / range), blue = luma + (2.0 * (1.0 - kb) * (u - 128.0) / range);
        double green = (luma - (kr * red) - (kb * blue)) / (1.0 - kr - kb);
        return [Math.Clamp(255.0 * red, 0.0, 255.0), Math.Clamp(255.0 * green, 0.0, 255.0), Math.Clamp(255.0 * blue, 0.0, 255.0)];
    }
}
