using System;
using System.Collections.Generic;
using System.Linq;

namespace EdgeVision.KernelGenerator;

/// <summary>
/// Depthwise tiles: neighbouring output pixels of one row and one register of channels, square window unrolled, so that overlapping taps are loaded once.
/// </summary>
internal static class DepthwiseTiles
{
    private const int MaxPixels = 14;
    private static readonly int[] s_kernels = [3, 5];

    /// <summary>Strides and dilations that tiles are specialised for, in pixels.</summary>
    public static IReadOnlyList<(int Stride, int Dilation)> Strides { get; } = [(1, 1), (2, 1), (1, 2), (1, 4)];

    /// <summary>Writes the tiles, and the methods that find one.</summary>
    public static void Write(SourceWriter writer)
    {
        (int Kernel, int Pixels)[] shapes = [.. s_kernels.SelectMany(static kernel => Enumerable.Range(1, MaxPixels).Select(pixels => (kernel, pixels)))];
        WriteLookup(
            writer, shapes,
            static (kernel, stride, dilation, pixels) => $"Tile{kernel}x{kernel}Of{pixels}<BlockedStride{stride}, BlockedStride{dilation}, TActivation>");
        foreach ((int kernel, int pixels) in shapes)
            Tile(writer, kernel, pixels);
    }

    /// <summary>Writes the methods that find one of the tiles of these windows and numbers of pixels.</summary>
    /// <param name="name">The method for a window, stride, dilation and number of pixels.</param>
    public static void WriteLookup(SourceWriter writer, IReadOnlyList<(int Kernel, int Pixels)> shapes, Func<int, int, int, int, string> name)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line(
            "public static delegate*<DepthwiseTileArguments*, void> "
            + "Depthwise(TileActivation activation, PixelStride stride, PixelStride tap, int kernel, int pixels)");
        writer.Switch(
            "!IsAvailable ? null : activation",
            TileActivations.Names.Select(static name => $"TileActivation.{name} => Depthwise<{name}>(stride, tap, kernel, pixels)"));

        writer.Line(
            "private static delegate*<DepthwiseTileArguments*, void> Depthwise<TActivation>(PixelStride stride, PixelStride tap, int kernel, int pixels)");
        writer.Line("    where TActivation : struct, IUnaryFunction");
        writer.Switch("(stride, tap, kernel, pixels)", Strides.SelectMany(pair => shapes.Select(shape =>
            $"(PixelStride.Blocked{pair.Stride}, PixelStride.Blocked{pair.Dilation}, {shape.Kernel}, {shape.Pixels}) => "
            + $"&{name(shape.Kernel, pair.Stride, pair.Dilation, shape.Pixels)}")));
    }

    private static void Tile(SourceWriter writer, int kernel, int pixels)
    {
        writer.Line("[MethodImpl(Compiled)]");
        writer.Line($"private static void Tile{kernel}x{kernel}Of{pixels}<TStride, TTap, TActivation>(DepthwiseTileArguments* tile)");
        writer.Line("    where TStride : struct, IPixelStride where TTap : struct, IPixelStride where TActivation : struct, IUnaryFunction");
        writer.Open();
        writer.Line("TVector c0 = TLanes.Load(tile->Bias);");
        for (int pixel = 1; pixel < pixels; pixel++)
            writer.Line($"TVector c{pixel} = c0;");
        writer.Line("float* weights = tile->Weights;");
        writer.Line("float* prefetch = tile->Prefetch;");
        writer.Open($"for (int y = 0; y < {kernel}; y++)");
        writer.Line("float* row = tile->Rows[y] + tile->Column;");
        Row(writer, kernel, pixels);
        writer.Line($"weights += {kernel} * ChannelBlock.Size;");
        writer.Line($"prefetch += {kernel} * ChannelBlock.Size;");
        writer.Close();

        writer.Open("if (tile->Residual != null)");
        for (int pixel = 0; pixel < pixels; pixel++)
            writer.Line($"c{pixel} = TLanes.Add(c{pixel}, TLanes.Load(tile->Residual + {pixel} * ChannelBlock.Size));");
        writer.Close();
        writer.Line("TVector alpha = TLanes.Broadcast(tile->Alpha), beta = TLanes.Broadcast(tile->Beta);");
        writer.Line("float* output = tile->Output;");
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            writer.Line($"c{pixel} = Apply<TActivation>(c{pixel}, alpha, beta);");
            writer.Line($"TLanes.Store(c{pixel}, output + {pixel} * ChannelBlock.Size);");
        }

        // Two by two, so that no addition waits for all before it.
        writer.Open("if (tile->Sums != null)");
        for (int distance = 1; distance < pixels; distance *= 2)
        {
            for (int pixel = 0; pixel + distance < pixels; pixel += 2 * distance)
                writer.Line($"c{pixel} = TLanes.Add(c{pixel}, c{pixel + distance});");
        }

        writer.Line("TLanes.Store(TLanes.Add(TLanes.Load(tile->Sums), c0), tile->Sums);");
        writer.Close();
        writer.Close();
        writer.Line("");
    }

    private static void Row(SourceWriter writer, int kernel, int pixels)
    {
        for (int x = 0; x < kernel; x++)
        {
            writer.Open();
            writer.Line($"TVector w = TLanes.Load(weights + {x} * ChannelBlock.Size);");
            writer.Line($"TLanes.Prefetch(prefetch + {x} * ChannelBlock.Size);");
            for (int pixel = 0; pixel < pixels; pixel++)
                writer.Line($"c{pixel} = TLanes.MultiplyAdd(TLanes.Load(row + ({pixel} * TStride.Floats + {x} * TTap.Floats)), w, c{pixel});");
            writer.Close();
        }
    }
}
