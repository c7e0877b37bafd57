using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tests.Reference;

namespace EdgeVision.Workbench.Tests.GoldenModels;

/// <summary>
/// Weights for a network that nobody trained, such that its answers depend on the picture: by chance alone a deep network answers nearly the same everywhere.
/// Each channel of each map gets a mean and a variance, as batch norm would give it on one picture (Ioffe and Szegedy 2015, arXiv:1502.03167), folded into
/// weights and bias. The arithmetic and square roots of double precision alone: the weights are the same to the bit on every machine.
/// </summary>
internal static class Calibration
{
    private const string WeightSuffix = ".weight";

    // Of the variance, as in the reference code of MobileNets.
    private const double Epsilon = 1e-3;

    // How much of a channel's variance is that of all channels of its layer: one that hardly varies is not blown up to what is mostly rounding.
    private const double CommonShare = 0.25;

    // Normalised maps whose lower half is cut off make a network chaotic: a rounding grows by a fifth with each layer (Yang et al. 2019, arXiv:1902.08129).
    // Cut off a deviation lower, one value in six is, and the engines' last bits stay last bits.
    private const double ShiftBeforeActivation = 1;

    /// <summary>Weights and biases by the names of their layers.</summary>
    /// <param name="graph">With random weights.</param>
    /// <param name="input">The picture as its input.</param>
    /// <param name="heads">Layers whose numbers become others than those of all.</param>
    public static Dictionary<string, (float[] Weights, float[] Biases)> Run(ComputationGraph graph, float[] input, IReadOnlyList<HeadTuning> heads)
    {
        Dictionary<string, (float[], float[])> layers = [];
        Dictionary<GraphValue, ReferenceTensor> known = new() { [graph.Inputs[0]] = ReferenceTensor.From(graph.Inputs[0].Shape, input) };
        foreach (GraphNode node in graph.Nodes)
        {
            ReferenceTensor[] inputs = [.. node.Inputs.Select(Tensor)];
            if (node.Operator is Conv or Gemm)
            {
                string layer = node.Inputs[1].Name[..^WeightSuffix.Length];
                HeadTuning? head = heads.FirstOrDefault(head => head.IsOf(layer));
                double shift = head?.Shift ?? (node.Output.Consumers.Any(static reader => reader.Operator is Unary) ? ShiftBeforeActivation : 0);
                (float[] weights, float[] biases) = Calibrate(Evaluate(node, inputs), inputs[1], inputs[2], head?.Gain ?? 1, shift);
                layers.Add(layer, (weights, biases));
                (inputs[1], inputs[2]) = (ReferenceTensor.From(inputs[1].Shape, weights), ReferenceTensor.From(inputs[2].Shape, biases));
            }

            known[node.Output] = Evaluate(node, inputs);
        }

        return layers;

        ReferenceTensor Tensor(GraphValue value) => value.Constant is { } constant ? ReferenceTensor.From(constant.Shape, constant.Values) : known[value];
    }

    private static ReferenceTensor Evaluate(GraphNode node, ReferenceTensor[] inputs) =>
        ReferenceOperators.Evaluate(node.Operator, inputs, [node.Output.Shape])[0];

    private static (float[] Weights, float[] Biases) Calibrate(ReferenceTensor map, ReferenceTensor weights, ReferenceTensor biases, double gain, double shift)
    {
        int channels = biases.Values.Length, pixels = map.Values.Length / channels, taps = weights.Values.Length / channels;
        (double Mean, double Variance)[] found = [.. Enumerable.Range(0, channels).Select(channel => Moments(map.Values.AsSpan(channel * pixels, pixels)))];
        double common = found.Sum(static channel => channel.Variance) / channels;
        float[] newWeights = new float[weights.Values.Length], newBiases = new float[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            // One pixel has no variance; its layers keep the size that chance gave them.
            double factor = pixels == 1 ? 1 : 1 / Math.Sqrt((1 - CommonShare) * found[channel].Variance + CommonShare * common + Epsilon);
            double bias = biases.Values[channel], mean = pixels == 1 ? bias : found[channel].Mean;
            for (int i = channel * taps; i < (channel + 1) * taps; i++)
                newWeights[i] = (float)(weights.Values[i] * factor * gain);
            // The random bias goes with the mean and comes back after it: not all channels are to be cut off at the same place.
            newBiases[channel] = (float)(((bias - mean) * factor + bias) * gain + shift);
        }

        return (newWeights, newBiases);
    }

    private static (double Mean, double Variance) Moments(ReadOnlySpan<double> pixels)
    {
        double sum = 0, squares = 0;
        foreach (double pixel in pixels)
            sum += pixel;
        double mean = sum / pixels.Length;
        foreach (double pixel in pixels)
            squares += (pixel - mean) * (pixel - mean);
        return (mean, squares / pixels.Length);
    }
}
