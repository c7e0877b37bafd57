using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Bands;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>Convolutions that run together row by row.</summary>
internal static unsafe class RowBandLowering
{
    /// <summary>Appends the step of <paramref name="band"/>.</summary>
    public static void Lower(PlanBuilder plan, RowBand band)
    {
        GraphValue inputValue = band.Nodes.First().Inputs[0], outputValue = band.Last.Output;
        Conv? expand = (Conv?)band.Expand?.Operator, depthwise = (Conv?)band.Depthwise?.Operator, project = (Conv?)band.Project?.Operator;
        TensorBuffer? residual = project is { HasResidual: true } ? plan.Blocked(band.Project!.Inputs[project.ResidualIndex]) : null;
        int rows = RowsAtOnce(band, plan.CacheBytes);
        PlaneWindow? window = null;
        TensorBuffer input;
        if (expand is { Window.IsPointwise: false } || (expand is not null && inputValue.Producer is null && !plan.HasBlocked(inputValue)))
        {
            input = plan.Dense(inputValue).AsPlanar(inputValue.Shape[1], inputValue.Shape[2], inputValue.Shape[3]);
            window = new PlaneWindow(input, expand.Window, ConvolutionLowering.HaloOf(band.Expand!, inputValue));
        }
        else
        {
            input = plan.Blocked(inputValue);
        }

        UnaryFunction? after = FusedActivation.Of(((Conv)band.Last.Operator).Activation).After;
        TensorBuffer? means = project is null && depthwise is not null && after is null && plan.MeansOf(outputValue) is { } value
            ? plan.DefineBlocked(value)
            : null;
        TensorBuffer output = plan.DefineBlocked(outputValue);
        TensorBuffer? ring = null, filtered = null;
        float* zeroRow = null;
        PanelConvolution? expansion = null, projection = null;
        DepthwiseConvolution? filter = null;
        if (expand is not null)
        {
            expansion = TiledConvolution.OfRows(
                plan, expand.Window, Matrix(band.Expand!, expand), window?.Layout ?? input, band.Expand!.Output.Shape[3],
                FusedActivation.Of(expand.Activation));
        }

        if (depthwise is not null)
        {
            GraphNode node = band.Depthwise!;
            TensorShape read = node.Inputs[0].Shape, written = node.Output.Shape;
            SlidingWindow slide = depthwise.Window;
            Halo halo = ConvolutionLowering.HaloOf(node, node.Inputs[0]);
            if (expand is not null)
                ring = TensorBuffer.Blocked(read[1], Math.Min(slide.RowsSeenBy(rows), read[2]), read[3], new Halo(0, halo.Left, 0, halo.Right));
            zeroRow = plan.Memory.Allocate<float>((long)(ring ?? input).RowStride);
            filter = DepthwiseLowering.Make(
                plan, slide, node.Inputs[1].Constant!, Bias(node, depthwise), written[1], written[3], FusedActivation.Of(depthwise.Activation));
            if (project is not null)
            {
                filtered = TensorBuffer.Blocked(written[1], rows, written[3], Halo.None);
                projection = TiledConvolution.OfRows(
                    plan, project.Window, Matrix(band.Project!, project), filtered, written[3], FusedActivation.Of(project.Activation));
            }
        }

        RowBandStages stages = new()
        {
            Input = input,
            Output = output,
            Rows = rows,
            Window = window,
            Expand = expansion,
            ExpandOffsets = expansion is null ? null : plan.Offsets.Of(ring ?? output),
            ExpandedHeight = expansion is null ? 0 : band.Expand!.Output.Shape[2],
            Ring = ring,
            Depthwise = filter,
            DepthwiseWindow = depthwise?.Window ?? default,
            ZeroRow = zeroRow,
            Filtered = filtered,
            Project = projection,
            ProjectOffsets = projection is null ? null : plan.Offsets.Of(output),
            Residual = residual,
            ResidualOffsets = residual is null ? null : plan.Offsets.Of(residual),
            Means = means,
        };
        TensorBuffer scratch = plan.Scratch(TensorBuffer.Scratch(RowBandStep.ScratchLength(stages, plan.Threads)));
        plan.Add(
            new RowBandStep(string.Join(" > ", band.Nodes.Select(static node => node.Name)), stages, scratch, plan.Threads),
            input, output, residual, means, scratch);
        if (after is { } function)
            ElementwiseLowering.MapInPlace(plan, band.Last.Name, output, function);
    }

    // As many as leave half of the cache to weights and input, up to a number from which more rows save nothing.
    private static int RowsAtOnce(RowBand band, long cacheBytes)
    {
        const int MaxRows = 8;
        int rows = Math.Min(MaxRows, band.Last.Output.Shape[2]);
        while (rows > 1 && Bytes(band, rows) > cacheBytes / 2)
            rows--;
        return rows;
    }

    private static long Bytes(RowBand band, int rows)
    {
        if (band.Depthwise is not { Operator: Conv depthwise } node)
            return 0;
        TensorShape read = node.Inputs[0].Shape, written = node.Output.Shape;
        long ring = band.Expand is null ? 0 : (long)read[1] * read[3] * depthwise.Window.RowsSeenBy(rows);
        long filtered = band.Project is null ? 0 : (long)written[1] * written[3] * rows;
        return (ring + filtered) * sizeof(float);
    }

    private static WeightMatrix Matrix(GraphNode node, Conv conv)
    {
        ConstantTensor weights = node.Inputs[1].Constant!;
        return new WeightMatrix(weights.Values, weights.Shape, groups: 1, Bias(node, conv) is { } bias ? bias.Values : default);
    }

    private static ConstantTensor? Bias(GraphNode node, Conv conv) => conv.HasBias ? node.Inputs[2].Constant : null;
}
