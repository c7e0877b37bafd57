using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>
/// Two-dimensional convolution: Y = activation(conv(X · S, W) + B + R). Inputs in order: X [N, C, H, W], W [M, C/groups, kH, kW], then the bias B [M]
/// where <see cref="HasBias"/>, then the residual R, of the output's shape, where <see cref="HasResidual"/>, then a factor S [N, C, 1, 1] for each
/// channel of X where <see cref="HasInputScale"/>. Output [N, M, oH, oW].
/// </summary>
/// <param name="Window">Kernel, strides, pads and dilations; ONNX <c>auto_pad</c> is resolved into pads.</param>
/// <param name="Groups">ONNX <c>group</c>; equal to C for a depthwise convolution.</param>
internal sealed record Conv(SlidingWindow Window, int Groups) : Operator
{
    /// <summary>A bias follows the weights.</summary>
    public bool HasBias { get; init; }

    /// <summary>A residual of the output's shape is the last input.</summary>
    public bool HasResidual { get; init; }

    /// <summary>A factor for each input channel is the last input.</summary>
    public bool HasInputScale { get; init; }

    /// <summary>Applied after bias and residual; <see langword="null"/> for none.</summary>
    public UnaryFunction? Activation { get; init; }

    /// <summary>Where the residual is among the inputs.</summary>
    public int ResidualIndex => HasBias ? 3 : 2;

    /// <summary>Where the factors are among the inputs.</summary>
    public int InputScaleIndex => ResidualIndex + (HasResidual ? 1 : 0);

    /// <inheritdoc/>
    public override string Name =>
        $"{(HasInputScale ? "Mul+" : "")}Conv{(HasResidual ? "+Add" : "")}{(Activation is { } activation ? "+" + activation.Kind : "")}";

    /// <summary>One filter a channel: as many groups as input channels, one input channel a filter.</summary>
    public bool IsDepthwise(TensorShape input, TensorShape weights) => Groups == input[1] && Groups > 1 && weights[0] == Groups;

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, InputScaleIndex + (HasInputScale ? 1 : 0));
        TensorShape input = inputs[0], weights = inputs[1];
        RequireRank(input, 4);
        RequireRank(weights, 4);
        if (Groups < 1 || input[1] % Groups != 0 || weights[0] % Groups != 0 || weights[1] != input[1] / Groups)
            throw new ShapeException($"Conv with {Groups} groups does not fit an input {input} and weights {weights}");
        if (weights[2] != Window.KernelHeight || weights[3] != Window.KernelWidth)
            throw new ShapeException($"Conv has a kernel of {Window.KernelHeight}×{Window.KernelWidth} but weights {weights}");
        if (HasBias && inputs[2] != [weights[0]])
            throw new ShapeException($"Conv has {weights[0]} filters but a bias {inputs[2]}");

        (int height, int width) = Window.OutputSize(input[2], input[3]);
        TensorShape output = [input[0], weights[0], height, width];
        if (HasResidual && inputs[ResidualIndex] != output)
            throw new ShapeException($"Conv gives {output} but its residual is {inputs[ResidualIndex]}");
        if (HasInputScale && inputs[InputScaleIndex] != [input[0], input[1], 1, 1])
            throw new ShapeException($"Conv reads {input} but has factors {inputs[InputScaleIndex]}");
        return [output];
    }
}
