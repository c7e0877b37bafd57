using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Kernels.Activations;
using EdgeVision.Inference.Kernels.Functions;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>Unary and Binary, in whatever layout the operands already have.</summary>
internal static unsafe class ElementwiseLowering
{
    /// <summary>A function of one value.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Unary unary)
    {
        GraphValue value = node.Inputs[0];
        TensorBuffer input = plan.FindBlocked(value) ?? plan.Dense(value);
        TensorBuffer output = Output(plan, node, input);
        plan.Add(Map(plan, node.Name, input, output, unary.Function), input, output);
    }

    /// <summary>A function over a buffer that nobody has read yet.</summary>
    public static void MapInPlace(PlanBuilder plan, string name, TensorBuffer buffer, UnaryFunction function) =>
        plan.Add(Map(plan, name, buffer, buffer, function), buffer);

    /// <summary>A function of two values.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Binary binary)
    {
        BinaryKind kind = binary.Kind;
        GraphValue left = node.Inputs[0], right = node.Inputs[1];
        bool anyBlocked = node.Output.Shape.IsImage && (plan.FindBlocked(left) ?? plan.FindBlocked(right)) is not null;
        if (left.Shape == right.Shape)
        {
            TensorBuffer a = anyBlocked ? plan.Blocked(left) : plan.Dense(left), b = anyBlocked ? plan.Blocked(right) : plan.Dense(right);
            Zip(plan, node, kind, a, b, ZipSpread.None);
        }
        else if (right.Shape.ElementCount == 1 && left.Shape == node.Output.Shape)
        {
            Zip(plan, node, kind, anyBlocked ? plan.Blocked(left) : plan.Dense(left), plan.Dense(right), ZipSpread.RightScalar);
        }
        else if (left.Shape.ElementCount == 1 && right.Shape == node.Output.Shape)
        {
            Zip(plan, node, kind, plan.Dense(left), anyBlocked ? plan.Blocked(right) : plan.Dense(right), ZipSpread.LeftScalar);
        }
        else if (node.Output.Shape.IsImage && left.Shape == node.Output.Shape && IsPerChannel(right, node.Output) && plan.FindBlocked(left) is { } leftImage)
        {
            Zip(plan, node, kind, leftImage, PerChannel(plan, right), ZipSpread.RightChannel);
        }
        else if (node.Output.Shape.IsImage && right.Shape == node.Output.Shape && IsPerChannel(left, node.Output) && plan.FindBlocked(right) is { } rightImage)
        {
            Zip(plan, node, kind, PerChannel(plan, left), rightImage, ZipSpread.LeftChannel);
        }
        else
        {
            Broadcast(plan, node, kind, left, right);
        }
    }

    /// <summary>Multiplies each channel of an image that the current node reads by its factor, in place where nothing else needs it.</summary>
    /// <param name="kept">Memory that must stay as it is; may be none.</param>
    public static TensorBuffer ScaleChannels(PlanBuilder plan, GraphNode node, GraphValue value, TensorBuffer image, TensorBuffer scale, TensorBuffer? kept)
    {
        bool inPlace = image.Root == image && kept?.Root != image && plan.MayOverwrite(image);
        TensorBuffer scaled = inPlace ? image : plan.Scratch(TensorBuffer.Blocked(image.Channels, image.Height, image.Width, image.Halo), value);
        plan.Add(new ZipStep(node.Name, image, scale, scaled, Kernel(plan, BinaryKind.Mul, ZipForm.RightBlock), ZipSpread.RightChannel, plan.Threads), image, scale, scaled);
        return scaled;
    }

    // [1, C, 1, 1] or [C, 1, 1]
    private static bool IsPerChannel(GraphValue value, GraphValue image) =>
        value.Shape.Rank is 3 or 4 && value.Shape.ElementCount == image.Shape[1] && value.Shape[value.Shape.Rank - 3] == image.Shape[1];

    private static TensorBuffer PerChannel(PlanBuilder plan, GraphValue value) => plan.FindBlocked(value) ?? plan.Dense(value).AsBlocked(value.Shape.ElementCount, 1, 1);

    private static void Zip(PlanBuilder plan, GraphNode node, BinaryKind kind, TensorBuffer left, TensorBuffer right, ZipSpread spread)
    {
        ZipForm form = spread switch
        {
            ZipSpread.None => ZipForm.Both,
            ZipSpread.LeftScalar => ZipForm.LeftScalar,
            ZipSpread.RightScalar => ZipForm.RightScalar,
            ZipSpread.LeftChannel => ZipForm.LeftBlock,
            _ => ZipForm.RightBlock,
        };
        TensorBuffer whole = spread is ZipSpread.LeftScalar or ZipSpread.LeftChannel ? right : left;
        TensorBuffer other = whole == left ? right : left;
        delegate*<float*, float*, float*, nint, void> kernel = Kernel(plan, kind, form);

        // In place only where what repeats, or what has another halo, is other memory.
        TensorBuffer output = other == whole || other.Root != whole.Root ? Output(plan, node, whole) : Fresh(plan, node, whole);
        plan.Add(new ZipStep(node.Name, left, right, output, kernel, spread, plan.Threads), left, right, output);
    }

    private static void Broadcast(PlanBuilder plan, GraphNode node, BinaryKind kind, GraphValue left, GraphValue right)
    {
        TensorBuffer a = plan.Dense(left), b = plan.Dense(right);
        int rank = node.Output.Shape.Rank;
        int[] leftStrides = BroadcastStrides(left, rank), rightStrides = BroadcastStrides(right, rank);

        // The run: trailing dimensions along which each operand either goes on without a gap or stays where it is.
        int first = rank, run = 1;
        bool leftMoves = false, rightMoves = false;
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            int size = node.Output.Shape[axis];
            if (size > 1)
            {
                bool moves = leftStrides[axis] != 0, otherMoves = rightStrides[axis] != 0;
                if (run > 1 && (moves != leftMoves || otherMoves != rightMoves))
                    break;
                (leftMoves, rightMoves) = (moves, otherMoves);
                run *= size;
            }

            first = axis;
        }

        ZipForm form = (leftMoves, rightMoves) switch
        {
            (false, true) => ZipForm.LeftScalar,
            (true, false) => ZipForm.RightScalar,
            _ => ZipForm.Both,
        };
        delegate*<float*, float*, float*, nint, void> kernel = Kernel(plan, kind, form);
        TensorBuffer output = plan.DefineDense(node.Output);
        plan.Add(
            new BroadcastStep(node.Name, a, b, output, kernel, [.. node.Output.Shape.Dimensions[..first]], leftStrides[..first], rightStrides[..first], run, plan.Threads),
            a,
            b,
            output);
    }

    private static int[] BroadcastStrides(GraphValue value, int rank)
    {
        int[] strides = new int[rank];
        int missing = rank - value.Shape.Rank;
        for (int axis = 0; axis < value.Shape.Rank; axis++)
            strides[missing + axis] = value.Shape[axis] == 1 ? 0 : value.Shape.Strides()[axis];
        return strides;
    }

    // The input's own buffer where nobody needs it later, else room of the same layout.
    private static TensorBuffer Output(PlanBuilder plan, GraphNode node, TensorBuffer input)
    {
        bool fits = input.Layout != TensorLayout.Blocked || input.Halo.Covers(plan.HaloOf(node.Output));
        return fits && input.Root == input && plan.MayOverwrite(input) ? plan.Overwrite(node.Output, input) : Fresh(plan, node, input);
    }

    private static TensorBuffer Fresh(PlanBuilder plan, GraphNode node, TensorBuffer like) =>
        like.Layout == TensorLayout.Blocked ? plan.DefineBlocked(node.Output) : plan.DefineDense(node.Output);

    private static delegate*<float*, float*, float*, nint, void> Kernel(PlanBuilder plan, BinaryKind kind, ZipForm form)
    {
        string repeated = form switch
        {
            ZipForm.Both => "",
            ZipForm.LeftScalar or ZipForm.RightScalar => "-number",
            _ => "-channel",
        };
        plan.Uses(Word(kind) + repeated);
        return kind switch
        {
            BinaryKind.Add => plan.Kernels.Zip<Sum>(form),
            BinaryKind.Sub => plan.Kernels.Zip<Difference>(form),
            BinaryKind.Mul => plan.Kernels.Zip<Product>(form),
            BinaryKind.Div => plan.Kernels.Zip<Quotient>(form),
            BinaryKind.Max => plan.Kernels.Zip<Greater>(form),
            BinaryKind.Min => plan.Kernels.Zip<Lesser>(form),
            BinaryKind.PRelu => plan.Kernels.Zip<ParametricRelu>(form),
            _ => throw plan.Unsupported("the managed engine has no kernel for it"),
        };
    }

    private static MapStep Map(PlanBuilder plan, string name, TensorBuffer input, TensorBuffer output, UnaryFunction function)
    {
        (float alpha, float beta) = function.Kind switch
        {
            UnaryKind.Relu => (0f, float.PositiveInfinity),
            UnaryKind.HardSwish => (1f / 6f, 0.5f),
            _ => (function.Alpha, function.Beta),
        };
        string kernel = function.Kind == UnaryKind.Relu ? "clip" : Word(function.Kind);
        delegate*<float*, float*, nint, float, float, void> lanes = Lanes(plan.Kernels, function.Kind);
        if (lanes != null)
        {
            plan.Uses(kernel);
            return new MapStep(name, input, output, lanes, alpha, beta, plan.Threads);
        }

        delegate*<float*, float*, nint, float, float, void> single = Single(function.Kind);
        if (single == null)
            throw plan.Unsupported("the managed engine has no kernel for it");
        plan.UsesScalar(kernel);
        return new MapStep(name, input, output, single, alpha, beta, plan.Threads);
    }

    private static delegate*<float*, float*, nint, float, float, void> Lanes(KernelTable kernels, UnaryKind kind) => kind switch
    {
        UnaryKind.Clip or UnaryKind.Relu => kernels.Map<Clamp>(),
        UnaryKind.LeakyRelu => kernels.Map<LeakyRelu>(),
        UnaryKind.HardSwish => kernels.Map<HardSwish>(),
        UnaryKind.HardSigmoid => kernels.Map<HardSigmoid>(),
        UnaryKind.Sigmoid => kernels.Map<Sigmoid>(),
        UnaryKind.Exp => kernels.Map<Exponential>(),
        _ => null,
    };

    // No network of the MobileNet family spends time in these.
    private static delegate*<float*, float*, nint, float, float, void> Single(UnaryKind kind) => kind switch
    {
        UnaryKind.Elu => &ElementwiseKernels.MapScalar<ExponentialLinear>,
        UnaryKind.Tanh => &ElementwiseKernels.MapScalar<HyperbolicTangent>,
        UnaryKind.Softplus => &ElementwiseKernels.MapScalar<Softplus>,
        UnaryKind.Log => &ElementwiseKernels.MapScalar<Logarithm>,
        UnaryKind.Sqrt => &ElementwiseKernels.MapScalar<SquareRoot>,
        UnaryKind.Reciprocal => &ElementwiseKernels.MapScalar<Reciprocal>,
        UnaryKind.Neg => &ElementwiseKernels.MapScalar<Negation>,
        UnaryKind.Abs => &ElementwiseKernels.MapScalar<Magnitude>,
        UnaryKind.Floor => &ElementwiseKernels.MapScalar<Floor>,
        UnaryKind.Ceil => &ElementwiseKernels.MapScalar<Ceiling>,
        _ => null,
    };

    private static string Word<TKind>(TKind kind)
        where TKind : struct, Enum => string.Concat(kind.ToString().Select(char.ToLowerInvariant));
}
