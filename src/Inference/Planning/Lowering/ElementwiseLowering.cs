using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
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
        plan.Add(StepOf(plan, node.Name, input, output, unary.Function), input, output);
    }

    /// <summary>A function over a buffer that nobody has read yet.</summary>
    public static void MapInPlace(PlanBuilder plan, string name, TensorBuffer buffer, UnaryFunction function) =>
        plan.Add(StepOf(plan, name, buffer, buffer, function), buffer);

    /// <summary>A function of two values.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Binary binary)
    {
        BinaryKind kind = binary.Kind;
        GraphValue left = node.Inputs[0], right = node.Inputs[1];
        bool anyBlocked = node.Output.Shape.IsImage && (plan.FindBlocked(left) ?? plan.FindBlocked(right)) is not null;
        if (left.Shape == right.Shape)
        {
            TensorBuffer a = anyBlocked ? plan.Blocked(left) : plan.Dense(left), b = anyBlocked ? plan.Blocked(right) : plan.Dense(right);
            AddStep(plan, node, kind, a, b, OperandBroadcast.None);
        }
        else if (right.Shape.ElementCount == 1 && left.Shape == node.Output.Shape)
        {
            AddStep(plan, node, kind, anyBlocked ? plan.Blocked(left) : plan.Dense(left), plan.Dense(right), OperandBroadcast.RightScalar);
        }
        else if (left.Shape.ElementCount == 1 && right.Shape == node.Output.Shape)
        {
            AddStep(plan, node, kind, plan.Dense(left), anyBlocked ? plan.Blocked(right) : plan.Dense(right), OperandBroadcast.LeftScalar);
        }
        else if (node.Output.Shape.IsImage && left.Shape == node.Output.Shape && IsPerChannel(right, node.Output) && plan.FindBlocked(left) is { } leftImage)
        {
            AddStep(plan, node, kind, leftImage, PerChannel(plan, right), OperandBroadcast.RightChannel);
        }
        else if (node.Output.Shape.IsImage && right.Shape == node.Output.Shape && IsPerChannel(left, node.Output) && plan.FindBlocked(right) is { } rightImage)
        {
            AddStep(plan, node, kind, PerChannel(plan, left), rightImage, OperandBroadcast.LeftChannel);
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
        plan.Add(
            new BinaryStep(node.Name, image, scale, scaled, Kernel(plan, BinaryKind.Mul, OperandForm.RightBlock), OperandBroadcast.RightChannel, plan.Threads),
            image, scale, scaled);
        return scaled;
    }

    // [1, C, 1, 1] or [C, 1, 1]
    private static bool IsPerChannel(GraphValue value, GraphValue image) =>
        value.Shape.Rank is 3 or 4 && value.Shape.ElementCount == image.Shape[1] && value.Shape[value.Shape.Rank - 3] == image.Shape[1];

    private static TensorBuffer PerChannel(PlanBuilder plan, GraphValue value) =>
        plan.FindBlocked(value) ?? plan.Dense(value).AsBlocked(value.Shape.ElementCount, 1, 1);

    private static void AddStep(PlanBuilder plan, GraphNode node, BinaryKind kind, TensorBuffer left, TensorBuffer right, OperandBroadcast broadcast)
    {
        OperandForm form = broadcast switch
        {
            OperandBroadcast.None => OperandForm.Both,
            OperandBroadcast.LeftScalar => OperandForm.LeftScalar,
            OperandBroadcast.RightScalar => OperandForm.RightScalar,
            OperandBroadcast.LeftChannel => OperandForm.LeftBlock,
            _ => OperandForm.RightBlock,
        };
        TensorBuffer whole = broadcast is OperandBroadcast.LeftScalar or OperandBroadcast.LeftChannel ? right : left;
        TensorBuffer other = whole == left ? right : left;
        delegate*<float*, float*, float*, nint, void> kernel = Kernel(plan, kind, form);

        // In place only where what repeats, or what has another halo, is other memory.
        TensorBuffer output = other == whole || other.Root != whole.Root ? Output(plan, node, whole) : Fresh(plan, node, whole);
        plan.Add(new BinaryStep(node.Name, left, right, output, kernel, broadcast, plan.Threads), left, right, output);
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

        OperandForm form = (leftMoves, rightMoves) switch
        {
            (false, true) => OperandForm.LeftScalar,
            (true, false) => OperandForm.RightScalar,
            _ => OperandForm.Both,
        };
        delegate*<float*, float*, float*, nint, void> kernel = Kernel(plan, kind, form);
        TensorBuffer output = plan.DefineDense(node.Output);
        plan.Add(
            new BroadcastStep(
                node.Name, a, b, output, kernel, [.. node.Output.Shape.Dimensions[..first]], leftStrides[..first], rightStrides[..first], run, plan.Threads),
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

    private static delegate*<float*, float*, float*, nint, void> Kernel(PlanBuilder plan, BinaryKind kind, OperandForm form)
    {
        string repeated = form switch
        {
            OperandForm.Both => "",
            OperandForm.LeftScalar or OperandForm.RightScalar => "-number",
            _ => "-channel",
        };
        plan.Uses(Word(kind) + repeated);
        return kind switch
        {
            BinaryKind.Add => plan.Kernels.Binary<Sum>(form),
            BinaryKind.Sub => plan.Kernels.Binary<Difference>(form),
            BinaryKind.Mul => plan.Kernels.Binary<Product>(form),
            BinaryKind.Div => plan.Kernels.Binary<Quotient>(form),
            BinaryKind.Max => plan.Kernels.Binary<Greater>(form),
            BinaryKind.Min => plan.Kernels.Binary<Lesser>(form),
            BinaryKind.PRelu => plan.Kernels.Binary<ParametricRelu>(form),
            _ => throw plan.Unsupported("the managed engine has no kernel for it"),
        };
    }

    private static UnaryStep StepOf(PlanBuilder plan, string name, TensorBuffer input, TensorBuffer output, UnaryFunction function)
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
            return new UnaryStep(name, input, output, lanes, alpha, beta, plan.Threads);
        }

        delegate*<float*, float*, nint, float, float, void> single = Single(function.Kind);
        if (single == null)
            throw plan.Unsupported("the managed engine has no kernel for it");
        plan.UsesScalar(kernel);
        return new UnaryStep(name, input, output, single, alpha, beta, plan.Threads);
    }

    private static delegate*<float*, float*, nint, float, float, void> Lanes(KernelTable kernels, UnaryKind kind) => kind switch
    {
        UnaryKind.Clip or UnaryKind.Relu => kernels.Unary<Clamp>(),
        UnaryKind.LeakyRelu => kernels.Unary<LeakyRelu>(),
        UnaryKind.HardSwish => kernels.Unary<HardSwish>(),
        UnaryKind.HardSigmoid => kernels.Unary<HardSigmoid>(),
        UnaryKind.Sigmoid => kernels.Unary<Sigmoid>(),
        UnaryKind.Exp => kernels.Unary<Exponential>(),
        _ => null,
    };

    // No network of the MobileNet family spends time in these.
    private static delegate*<float*, float*, nint, float, float, void> Single(UnaryKind kind) => kind switch
    {
        UnaryKind.Elu => &ElementwiseKernels.UnaryScalar<ExponentialLinear>,
        UnaryKind.Tanh => &ElementwiseKernels.UnaryScalar<HyperbolicTangent>,
        UnaryKind.Softplus => &ElementwiseKernels.UnaryScalar<Softplus>,
        UnaryKind.Log => &ElementwiseKernels.UnaryScalar<Logarithm>,
        UnaryKind.Sqrt => &ElementwiseKernels.UnaryScalar<SquareRoot>,
        UnaryKind.Reciprocal => &ElementwiseKernels.UnaryScalar<Reciprocal>,
        UnaryKind.Neg => &ElementwiseKernels.UnaryScalar<Negation>,
        UnaryKind.Abs => &ElementwiseKernels.UnaryScalar<Magnitude>,
        UnaryKind.Floor => &ElementwiseKernels.UnaryScalar<Floor>,
        UnaryKind.Ceil => &ElementwiseKernels.UnaryScalar<Ceiling>,
        _ => null,
    };

    private static string Word<TKind>(TKind kind)
        where TKind : struct, Enum => string.Concat(kind.ToString().Select(char.ToLowerInvariant));
}
