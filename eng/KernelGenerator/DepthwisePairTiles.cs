using System.Collections.Generic;
using System.Linq;

namespace EdgeVision.KernelGenerator;

/// <summary>
/// Depthwise tiles of two neighbouring registers of channels: an instruction loads or stores both. The inputs of a row are walked in the order of memory, each
/// loaded once and multiplied into every pixel that sees it, while the row's weights stay in registers.
/// </summary>
internal static class DepthwisePairTiles
{
    // A window, and the most pixels whose accumulators fit 32 registers beside a row of weights and one input, all in pairs; every smaller number is
    // written too.
    private static readonly (int Kernel, int Pixels)[] s_kernels = [(3, 12), (5, 10)];

    // Pixels that a load of two registers reaches from its base.
    private const int Reach = 15;

    /// <summary>Writes the tiles, and the methods that find one.</summary>
    public static void Write(SourceWriter writer)
    {
        (int Kernel, int Pixels)[] shapes = [.. s_kernels.SelectMany(
            static shape => Enumerable.Range(1, shape.Pixels).Select(pixels => (shape.Kernel, pixels)))];
        DepthwiseTiles.WriteLookup(writer, shapes, static (kernel, stride, dilation, pixels) => $"{Name(kernel, stride, dilation, pixels)}<TActivation>");
        foreach ((int stride, int dilation) in DepthwiseTiles.Strides)
        {
            foreach ((int kernel, int pixels) in shapes)
                Tile(writer, kernel, stride, dilation, pixels);
        }
    }

    private static string Name(int kernel, int stride, int dilation, int pixels) => $"Tile{kernel}x{kernel}s{stride}d{dilation}Of{pixels}";

    private static void Tile(SourceWriter writer, int kernel, int stride, int dilation, int pixels)
    {
        writer.Line("[MethodImpl(Compiled)]");
        writer.Line($"private static void {Name(kernel, stride, dilation, pixels)}<TActivation>(DepthwiseTileArguments* tile)");
        writer.Line("    where TActivation : struct, IUnaryFunction");
        writer.Open();
        writer.Line("float* bias = tile->Bias;");
        writer.Line("TVector c0 = TLanes.Load(bias), d0 = TLanes.Load(bias + TLanes.Count);");
        for (int pixel = 1; pixel < pixels; pixel++)
            writer.Line($"TVector c{pixel} = c0, d{pixel} = d0;");
        writer.Line("float* weights = tile->Weights;");
        writer.Open($"for (int y = 0; y < {kernel}; y++)");
        writer.Line("float* row = tile->Rows[y] + tile->Column;");
        Row(writer, kernel, stride, dilation, pixels);
        writer.Line($"weights += {kernel} * ChannelBlock.Size;");
        writer.Close();

        writer.Open("if (tile->Residual != null)");
        writer.Line("float* residual = tile->Residual;");
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            writer.Line($"c{pixel} = TLanes.Add(c{pixel}, TLanes.Load(residual + {pixel} * ChannelBlock.Size));");
            writer.Line($"d{pixel} = TLanes.Add(d{pixel}, TLanes.Load(residual + {pixel} * ChannelBlock.Size + TLanes.Count));");
        }

        writer.Close();
        writer.Line("TVector alpha = TLanes.Broadcast(tile->Alpha), beta = TLanes.Broadcast(tile->Beta);");
        writer.Line("float* output = tile->Output;");
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            writer.Line($"c{pixel} = Apply<TActivation>(c{pixel}, alpha, beta);");
            writer.Line($"d{pixel} = Apply<TActivation>(d{pixel}, alpha, beta);");
            writer.Line($"TLanes.Store(c{pixel}, output + {pixel} * ChannelBlock.Size);");
            writer.Line($"TLanes.Store(d{pixel}, output + {pixel} * ChannelBlock.Size + TLanes.Count);");
        }

        // Two by two, so that no addition waits for all before it.
        writer.Open("if (tile->Sums != null)");
        for (int distance = 1; distance < pixels; distance *= 2)
        {
            for (int pixel = 0; pixel + distance < pixels; pixel += 2 * distance)
            {
                writer.Line($"c{pixel} = TLanes.Add(c{pixel}, c{pixel + distance});");
                writer.Line($"d{pixel} = TLanes.Add(d{pixel}, d{pixel + distance});");
            }
        }

        writer.Line("TLanes.Store(TLanes.Add(TLanes.Load(tile->Sums), c0), tile->Sums);");
        writer.Line("TLanes.Store(TLanes.Add(TLanes.Load(tile->Sums + TLanes.Count), d0), tile->Sums + TLanes.Count);");
        writer.Close();
        writer.Close();
        writer.Line("");
    }

    private static void Row(SourceWriter writer, int kernel, int stride, int dilation, int pixels)
    {
        writer.Open();
        for (int x = 0; x < kernel; x++)
            writer.Line(
                $"TVector w{x} = TLanes.Load(weights + {x} * ChannelBlock.Size), v{x} = TLanes.Load(weights + {x} * ChannelBlock.Size + TLanes.Count);");
        int inputs = (pixels - 1) * stride + (kernel - 1) * dilation + 1;
        for (int reach = 0; reach * Reach < inputs; reach++)
            writer.Line($"float* x{reach} = {(reach == 0 ? "row" : $"x{reach - 1} + {Reach} * ChannelBlock.Size")};");
        for (int input = 0; input < inputs; input++)
        {
            List<string> products = [];
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                int tap = input - pixel * stride;
                if (tap < 0 || tap % dilation != 0 || tap / dilation >= kernel)
                    continue;
                tap /= dilation;
                products.Add($"c{pixel} = TLanes.MultiplyAdd(x, w{tap}, c{pixel});");
                products.Add($"d{pixel} = TLanes.MultiplyAdd(z, v{tap}, d{pixel});");
            }

            if (products.Count == 0)
                continue;
            string address = $"x{input / Reach} + {input % Reach} * ChannelBlock.Size";
            writer.Open();
            writer.Line($"TVector x = TLanes.Load({address}), z = TLanes.Load({address} + TLanes.Count);");
            foreach (string product in products)
                writer.Line(product);
            writer.Close();
        }

        writer.Close();
    }
}
