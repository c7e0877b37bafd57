namespace EdgeVision.KernelGenerator;

/// <summary>
/// Tiles of rows × columns for processors that multiply by one lane of a register: four neighbouring inputs of a pixel are one load, and each
/// register of weights is multiplied by the lane of its input. The rows' inputs stay in registers while the weights pass by.
/// </summary>
internal static class NeonLaneTiles
{
    // Columns, and the most rows whose accumulators and inputs fit 32 registers beside two of weights; every row count below is written too.
    private static readonly (int Columns, int Rows)[] s_shapes = [(1, 14), (2, 10), (3, 7), (4, 6), (8, 1)];

    /// <summary>Writes the tiles, and the methods that find one.</summary>
    public static void Write(SourceWriter writer)
    {
        ConvolutionTiles.WriteFinders(writer, s_shapes);
        foreach ((int rows, int columns) in ConvolutionTiles.Shapes(s_shapes))
            Tile(writer, rows, columns);
    }

    private static void Tile(SourceWriter writer, int rows, int columns)
    {
        writer.Line("[MethodImpl(Compiled)]");
        writer.Line($"private static void Tile{rows}x{columns}<TStride, TActivation>(ConvolutionTileArguments* tile)");
        writer.Line("    where TStride : struct, IPixelStride where TActivation : struct, IUnaryFunction");
        writer.Open();
        writer.Line("float* bias = tile->Bias;");
        for (int column = 0; column < columns; column++)
            writer.Line($"TVector c0_{column} = TLanes.Load(bias + {4 * column});");
        for (int row = 1; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                writer.Line($"TVector c{row}_{column} = c0_{column};");
        }

        writer.Line("float* weights = tile->Weights;");
        writer.Line("InputSegment* segment = tile->Segments;");
        writer.Line("InputSegment* end = segment + tile->SegmentCount;");
        writer.Open("do");
        writer.Line("float* x = tile->Input + segment->Offset;");
        writer.Line("nint left = segment->Length;");

        // The inputs of pixels in a plane overlap: two strides at once, and the JIT would keep them until it ran out of registers.
        writer.Open("for (; TStride.Floats >= ChannelBlock.Size && left >= 8; left -= 8)");
        for (int half = 0; half < 2; half++)
        {
            writer.Open();
            for (int row = 0; row < rows; row++)
                writer.Line($"TVector x{row} = TLanes.Load(x + ({row} * TStride.Floats + {4 * half}));");
            Products(writer, rows, columns, inputs: 4, 4 * half * columns * 4);
            writer.Close();
        }

        writer.Line("x += 8;");
        writer.Line($"weights += {32 * columns};");
        writer.Close();

        writer.Open("while (left >= 4)");
        for (int row = 0; row < rows; row++)
            writer.Line($"TVector x{row} = TLanes.Load(x + {row} * TStride.Floats);");
        Products(writer, rows, columns, inputs: 4);
        writer.Line("x += 4;");
        writer.Line($"weights += {16 * columns};");
        writer.Open("if (TStride.Floats >= ChannelBlock.Size)");
        writer.Line("break;");
        writer.Close();
        writer.Line("left -= 4;");
        writer.Close();

        // What four do not divide: two, one.
        writer.Open("if ((left & 2) != 0)");
        for (int row = 0; row < rows; row++)
            writer.Line($"TVector x{row} = AdvSimd.LoadVector64(x + {row} * TStride.Floats).ToVector128Unsafe();");
        Products(writer, rows, columns, inputs: 2);
        writer.Line("x += 2;");
        writer.Line($"weights += {8 * columns};");
        writer.Close();
        writer.Open("if ((left & 1) != 0)");
        for (int row = 0; row < rows; row++)
            writer.Line($"TVector x{row} = Vector128.CreateScalarUnsafe(x[{row} * TStride.Floats]);");
        Products(writer, rows, columns, inputs: 1);
        writer.Line($"weights += {4 * columns};");
        writer.Close();
        writer.Close(" while (++segment < end);");

        writer.Open("if (tile->Residual != null)");
        writer.Line("float* residual = tile->Residual;");
        writer.Line("int* offsets = tile->ResidualOffsets;");
        for (int row = 0; row < rows; row++)
        {
            writer.Open();
            writer.Line($"float* r = residual + offsets[{row}];");
            for (int column = 0; column < columns; column++)
                writer.Line($"c{row}_{column} = AdvSimd.Add(c{row}_{column}, TLanes.Load(r + {Place(column, "Residual")}));");
            writer.Close();
        }

        writer.Close();
        writer.Open();
        writer.Line("TVector alpha = Vector128.Create(tile->Alpha), beta = Vector128.Create(tile->Beta);");
        writer.Line("float* output = tile->Output;");
        writer.Line("int* offsets = tile->OutputOffsets;");
        for (int row = 0; row < rows; row++)
        {
            writer.Open();
            writer.Line($"float* y = output + offsets[{row}];");
            for (int column = 0; column < columns; column++)
                writer.Line($"c{row}_{column} = Apply<TActivation>(c{row}_{column}, alpha, beta);");
            for (int column = 0; column < columns; column++)
                writer.Line($"TLanes.Store(c{row}_{column}, y + {Place(column, "Output")});");
            writer.Close();
        }

        writer.Close();
        writer.Close();
        writer.Line("");
    }

    // Weights come two registers at a time, which is one instruction.
    private static void Products(SourceWriter writer, int rows, int columns, int inputs, int first = 0)
    {
        for (int input = 0; input < inputs; input++)
        {
            for (int pair = 0; pair < columns; pair += 2)
            {
                writer.Open();
                int width = columns - pair < 2 ? 1 : 2;
                for (int column = pair; column < pair + width; column++)
                    writer.Line($"TVector w{column} = TLanes.Load(weights + {first + 4 * (input * columns + column)});");
                for (int row = 0; row < rows; row++)
                {
                    for (int column = pair; column < pair + width; column++)
                        writer.Line($"c{row}_{column} = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(c{row}_{column}, w{column}, x{row}, {input});");
                }

                writer.Close();
            }
        }
    }

    // Registers of one block lie side by side, the next block is a whole plane away.
    private static string Place(int column, string tensor) =>
        column < 4 ? $"{4 * column}" : $"tile->{tensor}Block + {4 * (column - 4)}";
}
