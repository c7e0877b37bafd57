using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// MobileNetV3 (Howard et al. 2019, arXiv:1905.02244), Tables 1 and 2, and under α as TF-slim's <c>mobilenet_v3.py</c>: an expansion is the table's
/// "exp size" over the table's input channels, times the channels that do come in, so that α = 0.75 has the published 155 and 44 million
/// multiply-adds (torchvision scales "exp size" itself and has fewer). The layer before the last keeps its width below α = 1, as V2's does.
/// Table 2 is that of the paper's last version, 2.5 million parameters and 56 million multiply-adds, as in both reference codes; earlier versions have
/// 1280 channels before the classes and squeeze-and-excite after the last convolution, 2.9 and 66 million.
/// </summary>
internal sealed class MobileNetV3
{
    private const int StemChannels = 16;

    // The convolution after the bottlenecks has six channels for each of the last: 960 of 160, 576 of 96.
    private const int LastExpansion = 6;

    private static readonly UnaryFunction s_re = UnaryFunction.Relu, s_hs = UnaryFunction.HardSwish;

    private readonly ImmutableArray<Bottleneck> _table;
    private readonly int _penultimate;

    /// <param name="penultimate">Channels of the layer before the last.</param>
    /// <param name="table">As in the paper: k, exp size, #out, SE, NL, s.</param>
    private MobileNetV3(
        int penultimate, params ReadOnlySpan<(int Kernel, int Expanded, int Channels, bool Excites, UnaryFunction Activation, int Stride)> table)
    {
        ImmutableArray<Bottleneck>.Builder rows = ImmutableArray.CreateBuilder<Bottleneck>(table.Length);
        int inputs = StemChannels;
        foreach ((int kernel, int expanded, int channels, bool excites, UnaryFunction activation, int stride) in table)
        {
            rows.Add(new Bottleneck(kernel, (double)expanded / inputs, channels, excites, activation, stride));
            inputs = channels;
        }

        _table = rows.MoveToImmutable();
        _penultimate = penultimate;
    }

    /// <summary>Table 1.</summary>
    public static MobileNetV3 Large { get; } = new(
        1280,
        (3, 16, 16, false, s_re, 1),
        (3, 64, 24, false, s_re, 2),
        (3, 72, 24, false, s_re, 1),
        (5, 72, 40, true, s_re, 2),
        (5, 120, 40, true, s_re, 1),
        (5, 120, 40, true, s_re, 1),
        (3, 240, 80, false, s_hs, 2),
        (3, 200, 80, false, s_hs, 1),
        (3, 184, 80, false, s_hs, 1),
        (3, 184, 80, false, s_hs, 1),
        (3, 480, 112, true, s_hs, 1),
        (3, 672, 112, true, s_hs, 1),
        (5, 672, 160, true, s_hs, 2),
        (5, 960, 160, true, s_hs, 1),
        (5, 960, 160, true, s_hs, 1));

    /// <summary>Table 2.</summary>
    public static MobileNetV3 Small { get; } = new(
        1024,
        (3, 16, 16, true, s_re, 2),
        (3, 72, 24, false, s_re, 2),
        (3, 88, 24, false, s_re, 1),
        (5, 96, 40, true, s_hs, 2),
        (5, 240, 40, true, s_hs, 1),
        (5, 240, 40, true, s_hs, 1),
        (5, 120, 48, true, s_hs, 1),
        (5, 144, 48, true, s_hs, 1),
        (5, 288, 96, true, s_hs, 2),
        (5, 576, 96, true, s_hs, 1),
        (5, 576, 96, true, s_hs, 1));

    // The last block with a stride: its expansion is an SSD's finest map (TF-slim's layer_14 of the large network, layer_10 of the small one).
    private int FineBlock => _table.Length - 2;

    /// <summary>The whole table.</summary>
    public void BuildClassifier(NetworkBuilder network, NetworkDesign design)
    {
        BottleneckBody body = BuildBody(network, design, _table);
        int last = Channels.Scale(LastExpansion * _table[^1].Channels, design.Alpha), penultimate = Channels.Scale(_penultimate, Math.Max(design.Alpha, 1.0));
        GraphValue features = network.Pointwise(body.Output, $"features.{body.Blocks + 1}", last, s_hs);
        GraphValue hidden = network.Connect(network.GlobalAverage(features, "pool"), "hidden", penultimate, s_hs);
        network.Output(network.Connect(hidden, "logits", design.Classes));
    }

    /// <summary>
    /// The body with its last convolution, every layer from the last stride on with half of its channels (§6.3: these were meant for 1000 classes).
    /// </summary>
    public DetectionFeatures BuildDetectionFeatures(NetworkBuilder network, NetworkDesign design)
    {
        ImmutableArray<Bottleneck> halved = [.. _table.Select((row, index) => index >= FineBlock - 1 ? row with { Channels = row.Channels / 2 } : row)];
        BottleneckBody body = BuildBody(network, design, halved);
        int last = Channels.Scale(LastExpansion * halved[^1].Channels, design.Alpha);
        return new DetectionFeatures(body.Fine, network.Pointwise(body.Output, $"features.{body.Blocks + 1}", last, s_hs));
    }

    private BottleneckBody BuildBody(NetworkBuilder network, NetworkDesign design, ImmutableArray<Bottleneck> table)
    {
        GraphValue stem = network.Convolve(network.Image(design.Resolution), "features.0", Channels.Scale(StemChannels, design.Alpha), new Window(3, 2), s_hs);
        return BottleneckBody.Append(network, stem, table, design.Alpha, FineBlock, outputStride: 32);
    }
}
