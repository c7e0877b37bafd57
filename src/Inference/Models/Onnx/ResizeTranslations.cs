using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Resize and its ancestor Upsample. Opset 10 has only scales and asymmetric coordinates; 11 brings sizes and coordinate transforms, 18 axes.
/// Cubic, antialiased and cropping forms are refused.
/// </summary>
internal static class ResizeTranslations
{
    public static void Upsample(NodeContext node)
    {
        GraphValue input = node.Value(0);
        float[] scales = node.OperatorSet < 9
            ? [.. node.FloatList("scales") ?? throw new UnusableModelException("it has no scales")]
            : [.. node.Constant(1).Values];
        Emit(node, input, scales, null, Interpolate(node.Text("mode", "nearest"), "floor"), CoordinateTransform.Asymmetric);
    }

    public static void Resize(NodeContext node)
    {
        GraphValue input = node.Value(0);
        string mode = node.Text("mode", "nearest");
        if (node.OperatorSet < 11)
        {
            float[] factors = [.. node.Constant(1).Values];
            Emit(node, input, factors, null, Interpolate(mode, NearestBeforeOperatorSet11(factors)), CoordinateTransform.Asymmetric);
            return;
        }

        node.Ignore("cubic_coeff_a", "exclude_outside", "extrapolation_value");
        string policy = node.Text("keep_aspect_ratio_policy", "stretch");
        if (policy != "stretch")
            throw new UnusableModelException($"its keep_aspect_ratio_policy '{policy}' is not supported");
        string transformName = node.Text("coordinate_transformation_mode", "half_pixel");
        CoordinateTransform transform = transformName switch
        {
            "half_pixel" => CoordinateTransform.HalfPixel,
            "pytorch_half_pixel" => CoordinateTransform.PytorchHalfPixel,
            "align_corners" => CoordinateTransform.AlignCorners,
            "asymmetric" => CoordinateTransform.Asymmetric,
            _ => throw new UnusableModelException($"its coordinate_transformation_mode '{transformName}' is not supported"),
        };
        Interpolation interpolation = Interpolate(mode, node.Text("nearest_mode", "round_prefer_floor"));
        bool antialiases = node.Flag("antialias");

        int rank = input.Shape.Rank;
        int[] axes = node.IntegerList("axes") is { } given ? [.. given.Select(axis => NodeContext.Axis(axis, rank))] : [.. Enumerable.Range(0, rank)];
        float[]? scales = null;
        long[]? sizes = null;
        if (node.Has(3))
            sizes = Spread(node.Integers(3).Values, axes, [.. input.Shape.Dimensions.Select(static dimension => (long)dimension)]);
        else if (node.Has(2))
            scales = Spread(node.Constant(2).Values.ToArray(), axes, [.. Enumerable.Repeat(1f, rank)]);
        bool shrinks = (sizes is not null && sizes.Zip(input.Shape.Dimensions).Any(static pair => pair.First < pair.Second))
            || (scales?.Any(static scale => scale < 1f) ?? false);
        if (antialiases && shrinks)
            throw new UnusableModelException("it antialiases while shrinking, which is not supported");
        Emit(node, input, scales, sizes, interpolation, transform);
    }

    private static void Emit(NodeContext node, GraphValue input, float[]? scales, long[]? sizes, Interpolation interpolation, CoordinateTransform transform)
    {
        TensorShape shape = input.Shape;
        int given = scales?.Length ?? sizes?.Length ?? throw new UnusableModelException("it has neither scales nor sizes");
        if (shape.Rank != 4 || given != 4)
            throw new ShapeException($"only images are resized, not {shape} by {given} factors");

        int[] target = new int[4];
        float[] factors = new float[4];
        for (int axis = 0; axis < 4; axis++)
        {
            target[axis] = sizes is not null ? NodeContext.ToInt(sizes[axis]) : Scale(shape[axis], scales![axis]);
            factors[axis] = sizes is not null ? (float)target[axis] / shape[axis] : scales![axis];
        }

        if (target[0] != shape[0] || target[1] != shape[1])
            throw new ShapeException($"it resizes {shape} to [{string.Join(", ", target)}]; only height and width can change");
        node.Emit(new Resize(target[2], target[3], factors[2], factors[3], interpolation, transform), input);
    }

    private static int Scale(int size, float scale)
    {
        double scaled = Math.Floor(size * (double)scale);
        return scaled is >= 1 and <= int.MaxValue ? (int)scaled : throw new ShapeException($"a dimension of {size} scaled by {scale} is no dimension");
    }

    // Operator set 10 does not say it, but ONNX's own example and ONNX Runtime take the pixel before when enlarging and the one after when shrinking.
    private static string NearestBeforeOperatorSet11(float[] factors)
    {
        bool shrinks = factors.Any(static factor => factor < 1f);
        if (shrinks && factors.Any(static factor => factor > 1f))
            throw new UnusableModelException("it enlarges one side and shrinks the other, which operator set 10 does not define");
        return shrinks ? "ceil" : "floor";
    }

    private static Interpolation Interpolate(string mode, string nearestMode) => (mode, nearestMode) switch
    {
        ("linear" or "bilinear", _) => Interpolation.Linear,
        ("nearest", "round_prefer_floor") => Interpolation.NearestPreferFloor,
        ("nearest", "round_prefer_ceil") => Interpolation.NearestPreferCeil,
        ("nearest", "floor") => Interpolation.NearestFloor,
        ("nearest", "ceil") => Interpolation.NearestCeil,
        _ => throw new UnusableModelException($"its mode '{mode}' with nearest_mode '{nearestMode}' is not supported"),
    };

    private static T[] Spread<T>(IReadOnlyList<T> given, int[] axes, T[] all)
    {
        if (given.Count != axes.Length)
            throw new ShapeException($"it has {given.Count} sizes or scales for {axes.Length} dimensions");
        for (int i = 0; i < axes.Length; i++)
            all[axes[i]] = given[i];
        return all;
    }
}
