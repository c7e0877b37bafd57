using System.Collections.Generic;
using System.Linq;

namespace EdgeVision.KernelGenerator;

/// <summary>
/// Tiles of rows × columns: rows are output pixels, columns are registers of output channels. The columns' weights are loaded once an input channel
/// and every row multiplies them by its own input value.
/// </summary>
internal static class ConvolutionTiles
{
    // Columns, and the most rows whose accumulators fit 32 registers beside the weights and one input value; every row count below is written too.
    private static readonly (int Columns, int Rows)[] s_shapes = [(1, 14), (2, 14), (3, 9), (4, 6), (8, 1)];

    private static readonly string[] s_strides = ["Planar1", "Planar2", "Blocked1", "Blocked2", "Blocked4"];

    /// <summary>Writes the tiles, and the methods that find one.</summary>
    public static void Write(SourceWriter writer)
    {
        WriteFinders(writer, s_shapes);
        foreach ((int rows, int columns) in Shapes(s_shapes))
            Tile(writer, rows, columns);
    }

    /// <summary>Writes the methods that find a tile <c>Tile{rows}x{columns}</c> of these shapes.</summary>
    public static void WriteFinders(SourceWriter writer, (int Columns, int Rows)[] shapes)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line(
            "public static delegate*<ConvolutionTileArguments*, void> Convolution(TileActivation activation, PixelStride stride, int rows, int columns)");
        writer.Switch(
            "!IsAvailable ? null : activation",
            TileActivations.Names.Select(static name => $"TileActivation.{name} => Convolution<{name}>(stride, rows, columns)"));

        // One pixel has no next one.
        writer.Line("private static delegate*<ConvolutionTileArguments*, void> Convolution<TActivation>(PixelStride stride, int rows, int columns)");
        writer.Line("    where TActivation : struct, IUnaryFunction");
        writer.Switch("stride", s_strides.Select(
            static stride => $"PixelStride.{stride} => Convolution<{stride.Insert(stride.Length - 1, "Stride")}, TActivation>(rows, columns)")
            .Append("_ when rows == 1 => Convolution<BlockedStride1, TActivation>(rows, columns)"));

        writer.Line("private static delegate*<ConvolutionTileArguments*, void> Convolution<TStride, TActivation>(int rows, int columns)");
        writer.Line("    where TStride : struct, IPixelStride where TActivation : struct, IUnaryFunction");
        writer.Switch(
            "(rows, columns)", Shapes(shapes).Select(static tile => $"({tile.Rows}, {tile.Columns}) => &Tile{tile.Rows}x{tile.Columns}<TStride, TActivation>"));
    }

    /// <summary>Every number of rows up to the most, for each number of columns.</summary>
    public static IEnumerable<(int Rows, int Columns)> Shapes((int Columns, int Rows)[] most) =>
        most.SelectMany(static shape => Enumerable.Range(1, shape.Rows).Select(rows => (rows, shape.Columns)));

    private static void Tile(SourceWriter writer, int rows, int columns)
    {
        writer.Line("[MethodImpl(Compiled)]");
        writer.Line($"private static void Tile{rows}x{columns}<TStride, TActivation>(ConvolutionTileArguments* tile)");
        writer.Line("    where TStride : struct, IPixelStride where TActivation : struct, IUnaryFunction");
        writer.Open();
        for (int column = 0; column < columns; column++)
        {
            writer.Line($"TVector c0_{column} = TLanes.Load(tile->Bias + {column} * TLanes.Count);");
            for (int row = 1; row < rows; row++)
                writer.Line($"TVector c{row}_{column} = c0_{column};");
        }

        writer.Line("float* weights = tile->Weights;");
        if (rows > 1 && columns > 1)
            writer.Line("nint prefetch = tile->PrefetchOffset;");
        writer.Line("InputSegment* segment = tile->Segments;");
        writer.Line("InputSegment* end = segment + tile->SegmentCount;");
        writer.Open("do");
        writer.Line("float* x = tile->Input + segment->Offset;");
        writer.Line("float* stop = x + segment->Length;");
        writer.Open("do");
        for (int column = 0; column < columns; column++)
            writer.Line($"TVector w{column} = TLanes.Load(weights + {column} * TLanes.Count);");
        if (rows > 1 && columns > 1)
        {
            for (int column = 0; column < columns; column++)
                writer.Line($"if ({column} * TLanes.Count % ChannelBlock.Size == 0) TLanes.Prefetch(weights + prefetch + {column} * TLanes.Count);");
        }

        for (int row = 0; row < rows; row++)
        {
            writer.Line($"TVector x{row} = TLanes.Broadcast(x[{row} * TStride.Floats]);");
            for (int column = 0; column < columns; column++)
                writer.Line($"c{row}_{column} = TLanes.MultiplyAdd(x{row}, w{column}, c{row}_{column});");
        }

        writer.Line("x++;");
        writer.Line($"weights += {columns} * TLanes.Count;");
        writer.Close(" while (x < stop);");
        writer.Close(" while (++segment < end);");
        writer.Open("if (tile->Residual != null)");
        for (int row = 0; row < rows; row++)
        {
            writer.Open();
            writer.Line($"float* r = tile->Residual + tile->ResidualOffsets[{row}];");
            for (int column = 0; column < columns; column++)
                writer.Line($"c{row}_{column} = TLanes.Add(c{row}_{column}, TLanes.Load(r + {Place(column, "Residual")}));");
            writer.Close();
        }

        writer.Close();
        writer.Line("TVector alpha = TLanes.Broadcast(tile->Alpha), beta = TLanes.Broadcast(tile->Beta);");
        for (int row = 0; row < rows; row++)
        {
            writer.Open();
            writer.Line($"float* y = tile->Output + tile->OutputOffsets[{row}];");
            for (int column = 0; column < columns; column++)
                writer.Line($"TLanes.Store(Apply<TActivation>(c{row}_{column}, alpha, beta), y + {Place(column, "Output")});");
            writer.Close();
        }

        writer.Close();
        writer.Line("");
    }

    // Registers of one block lie side by side, the next block is a whole plane away.
    private static string Place(int column, string tensor) =>
        $"({column} * TLanes.Count / ChannelBlock.Size * tile->{tensor}Block + {column} * TLanes.Count % ChannelBlock.Size)";
}
