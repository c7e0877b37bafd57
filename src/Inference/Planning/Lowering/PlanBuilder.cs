using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Bands;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>
/// What the lowering of one node sees: its inputs in the layout it asks for, room for its outputs, and the list of steps. A value is converted to
/// another layout when the first node asks for it, and only then.
/// </summary>
/// <param name="haloOfInput">The halo a node needs around one of its inputs, where that lies in blocks.</param>
internal sealed unsafe class PlanBuilder(
    ComputationGraph graph, RowBands bands, Func<GraphNode, GraphValue, Halo> haloOfInput, KernelTable kernels, int threads,
    AlignedMemory memory)
{
    private readonly Dictionary<GraphValue, TensorBuffer> _dense = [];
    private readonly Dictionary<GraphValue, TensorBuffer> _blocked = [];
    private readonly HashSet<TensorBuffer> _arena = [];
    private readonly Dictionary<GraphNode, int> _order = graph.NodeOrder();
    private readonly List<Step> _steps = [];
    private readonly List<StepDescription> _descriptions = [];
    private readonly SortedSet<string> _kernelNames = new(StringComparer.Ordinal);
    private readonly List<string> _kernelsOfStep = [];
    private GraphNode? _current;

    /// <summary>The kernels to choose from.</summary>
    public KernelTable Kernels => kernels;

    /// <summary>Threads that will share a step.</summary>
    public int Threads => threads;

    /// <summary>Of the cache that tensors in work shall not outgrow.</summary>
    public long CacheBytes => bands.CacheBytes;

    /// <summary>The spelled names of the kernels chosen so far, in order.</summary>
    public IReadOnlyCollection<string> KernelNames => _kernelNames;

    /// <summary>Where packed weights and tables go.</summary>
    public AlignedMemory Memory => memory;

    /// <summary>Where the pixels of images in blocks lie.</summary>
    public PixelOffsets Offsets { get; } = new(memory);

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>What each step so far is.</summary>
    public IReadOnlyList<StepDescription> Descriptions => _descriptions;

    /// <summary>Buffers that need a place in the arena.</summary>
    public IReadOnlyCollection<TensorBuffer> Arena => _arena;

    /// <summary>Makes <paramref name="node"/> the one that is lowered.</summary>
    public void Begin(GraphNode? node) => _current = node;

    /// <summary>Notes that the plan has a kernel of its own width.</summary>
    /// <param name="kernel">Operator and tile or window.</param>
    public void Uses(string kernel) => UsesNamed(kernels.NameOf(kernel));

    /// <summary>Notes that the plan has a kernel that works float by float.</summary>
    /// <param name="kernel">The operator.</param>
    public void UsesScalar(string kernel) => UsesNamed($"f32-{kernel}-scalar");

    /// <summary>The refusal of the current node.</summary>
    /// <param name="reason">A clause without a full stop.</param>
    public UnusableModelException Unsupported(string reason) => new(reason, _current is null ? null : $"{_current.Operator.Name} '{_current.Name}'");

    /// <summary>Appends a step that reads and writes these buffers and runs the kernels named since the last one.</summary>
    public void Add(Step step, params ReadOnlySpan<TensorBuffer?> touched)
    {
        foreach (TensorBuffer? buffer in touched)
            buffer?.Use(_steps.Count);
        _steps.Add(step);
        _descriptions.Add(
            new StepDescription(step.Name, _current?.Operator.Name ?? "", _current?.Outputs[0].Shape.ToString() ?? "", string.Join(' ', _kernelsOfStep)));
        _kernelsOfStep.Clear();
    }

    /// <summary>Memory for one step's own use, or between the steps of one node.</summary>
    /// <param name="value">What will live there, for messages.</param>
    /// <exception cref="UnusableModelException">It alone is larger than a plan may be.</exception>
    public TensorBuffer Scratch(TensorBuffer buffer, GraphValue? value = null)
    {
        if (buffer.Length > MemoryLimit.Bytes / sizeof(float))
        {
            throw Unsupported(
                $"the tensor {value?.ToString() ?? "it works with"} takes {buffer.Length * sizeof(float) >> 20} MB, "
                + $"more than the {MemoryLimit.Bytes >> 20} MB that all tensors together may take");
        }

        _arena.Add(buffer.Root);
        return buffer;
    }

    /// <summary>Room for <paramref name="value"/>, dense.</summary>
    public TensorBuffer DefineDense(GraphValue value) => Define(_dense, value, Scratch(TensorBuffer.Dense(value.Shape), value));

    /// <summary>Room for the image <paramref name="value"/> in blocks, with the halo its readers need.</summary>
    public TensorBuffer DefineBlocked(GraphValue value) =>
        Define(_blocked, value, Scratch(TensorBuffer.Blocked(value.Shape[1], value.Shape[2], value.Shape[3], HaloOf(value)), value));

    /// <summary>Lets <paramref name="value"/> live in a buffer that exists.</summary>
    public TensorBuffer Define(GraphValue value, TensorBuffer buffer) => Define(buffer.Layout == TensorLayout.Blocked ? _blocked : _dense, value, buffer);

    /// <summary>Lets <paramref name="value"/> take over a buffer that <see cref="MayOverwrite"/> allows: what lived there so far is gone.</summary>
    public TensorBuffer Overwrite(GraphValue value, TensorBuffer buffer)
    {
        buffer.Root.Values.Clear();
        return Define(value, buffer);
    }

    /// <summary>Whether the value is already there in blocks, or can be at no cost.</summary>
    public bool HasBlocked(GraphValue value) =>
        _blocked.ContainsKey(value) || (value.Shape.IsImage && (value.Constant is not null || (value.Shape.IsPoint && HaloOf(value) == Halo.None)));

    /// <summary>The buffer of a computed value in blocks, if there is one.</summary>
    public TensorBuffer? FindBlocked(GraphValue value) => _blocked.GetValueOrDefault(value);

    /// <summary>The value, dense.</summary>
    public TensorBuffer Dense(GraphValue value)
    {
        if (_dense.TryGetValue(value, out TensorBuffer? dense))
            return dense;
        if (value.Constant is { } constant)
            return Define(_dense, value, Constant(TensorBuffer.Dense(value.Shape), constant));

        TensorBuffer blocked = _blocked[value];
        if (value.Shape.IsPoint && blocked.Halo == Halo.None)
            return Define(_dense, value, blocked.AsDense());
        dense = DefineDense(value);
        Add(new BlockedToPlanarStep(value.Name, blocked, dense.AsPlanar(value.Shape[1], value.Shape[2], value.Shape[3]), threads), blocked, dense);
        return dense;
    }

    /// <summary>The image in blocks.</summary>
    public TensorBuffer Blocked(GraphValue value)
    {
        if (_blocked.TryGetValue(value, out TensorBuffer? blocked))
            return blocked;
        if (!value.Shape.IsImage)
            throw Unsupported($"the input {value} is not an image of batch 1");

        TensorBuffer dense = Dense(value);
        if (value.Shape.IsPoint && HaloOf(value) == Halo.None)
            return Define(_blocked, value, dense.AsBlocked(value.Shape[1], 1, 1));
        blocked = DefineBlocked(value);
        Add(new PlanarToBlockedStep(value.Name, dense.AsPlanar(value.Shape[1], value.Shape[2], value.Shape[3]), blocked, threads), dense, blocked);
        return blocked;
    }

    /// <summary>Whether the current node may write its output over <paramref name="buffer"/>: nobody reads it later.</summary>
    public bool MayOverwrite(TensorBuffer buffer) =>
        !buffer.Root.IsReserved
        && buffer.Root.Values.All(value => !graph.IsOutput(value) && value.Consumers.All(consumer => Time(consumer) <= Time(_current!)));

    /// <summary>The halo the readers of an image need when it lies in blocks.</summary>
    public Halo HaloOf(GraphValue value)
    {
        Halo halo = Halo.None;
        foreach (GraphNode consumer in value.Consumers)
            halo = halo.Union(haloOfInput(consumer, value));
        return halo;
    }

    /// <summary>The means over the pixels of an image, if somebody asks for them and whoever computes the image can put them down.</summary>
    public GraphValue? MeansOf(GraphValue image) => image.Consumers
        .Where(static consumer => consumer.Operator is GlobalAveragePool)
        .Select(static consumer => consumer.Output)
        .FirstOrDefault(means => HaloOf(means) == Halo.None);

    /// <summary>Marks the value's dense memory as the caller's.</summary>
    public TensorBuffer DefineInput(GraphValue value)
    {
        TensorBuffer buffer = DefineDense(value);
        buffer.IsReserved = true;
        buffer.Use(-1);
        return buffer;
    }

    // The nodes of a band run when its last one does.
    private int Time(GraphNode node) => _order[bands.Of(node)?.Last ?? node];

    private void UsesNamed(string kernel)
    {
        _kernelNames.Add(kernel);
        _kernelsOfStep.Add(kernel);
    }

    private TensorBuffer Constant(TensorBuffer buffer, ConstantTensor constant)
    {
        float* copy = memory.Allocate<float>(buffer.Length);
        constant.Values.CopyTo(new Span<float>(copy, constant.Values.Length));
        buffer.Place(copy);
        buffer.IsReserved = true;
        return buffer;
    }

    private static TensorBuffer Define(Dictionary<GraphValue, TensorBuffer> buffers, GraphValue value, TensorBuffer buffer)
    {
        buffers[value] = buffer;
        if (!buffer.Root.Values.Contains(value))
            buffer.Root.Values.Add(value);
        return buffer;
    }
}
