using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tests.Reference;

/// <summary>Each operator as its definition reads, one output element at a time.</summary>
internal static class ReferenceOperators
{
    public static ReferenceTensor[] Evaluate(Operator @operator, ReferenceTensor[] inputs, TensorShape[] outputs) => @operator switch
    {
        Split split => Split(split, inputs[0], outputs),
        _ => [Evaluate(@operator, inputs, outputs[0])],
    };

    public static double Apply(UnaryFunction function, double x) => function.Kind switch
    {
        UnaryKind.Clip => Math.Min(Math.Max(x, function.Alpha), function.Beta),
        UnaryKind.Relu => Math.Max(x, 0),
        UnaryKind.LeakyRelu => x < 0 ? function.Alpha * x : x,
        UnaryKind.Elu => x < 0 ? function.Alpha * (Math.Exp(x) - 1) : x,
        UnaryKind.HardSwish => x * Math.Max(0, Math.Min(1, x / 6 + 0.5)),
        UnaryKind.HardSigmoid => Math.Max(0, Math.Min(1, function.Alpha * x + function.Beta)),
        UnaryKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        UnaryKind.Tanh => Math.Tanh(x),
        UnaryKind.Softplus => Math.Log(Math.Exp(x) + 1),
        UnaryKind.Exp => Math.Exp(x),
        UnaryKind.Log => Math.Log(x),
        UnaryKind.Sqrt => Math.Sqrt(x),
        UnaryKind.Reciprocal => 1 / x,
        UnaryKind.Neg => -x,
        UnaryKind.Abs => Math.Abs(x),
        UnaryKind.Floor => Math.Floor(x),
        UnaryKind.Ceil => Math.Ceiling(x),
        UnaryKind.Erf => ErrorFunction(x),
        _ => throw new NotSupportedException($"{function} has no definition in ReferenceOperators; write it there."),
    };

    private static ReferenceTensor Evaluate(Operator @operator, ReferenceTensor[] inputs, TensorShape output) => @operator switch
    {
        Conv conv => Convolve(conv, inputs, output),
        Pool pool => Slide(pool, inputs[0], output),
        Unary unary => new ReferenceTensor(output, [.. inputs[0].Values.Select(x => Apply(unary.Function, x))]),
        Binary binary => ReferenceTensor.Build(output, index => Apply(binary.Kind, inputs[0].AtBroadcast(index), inputs[1].AtBroadcast(index))),
        GlobalAveragePool => Average(inputs[0], output, [2, 3]),
        ReduceMean mean => Average(inputs[0], output, [.. mean.Axes]),
        Gemm gemm => Multiply(gemm, inputs, output),
        MatMul => MultiplyStack(inputs[0], inputs[1], output),
        Softmax softmax => Normalize(softmax, inputs[0]),
        BatchNormalization normalization => ReferenceTensor.Build(output, index => Normalize(normalization, inputs, index)),
        Reshape or Identity => new ReferenceTensor(output, inputs[0].Values),
        Transpose transpose => ReferenceTensor.Build(output, index => inputs[0].At(Source(transpose, index))),
        Concat concat => Join(concat, inputs, output),
        Slice slice => ReferenceTensor.Build(output, index => inputs[0].At([.. index.Select((i, axis) => slice.Starts[axis] + i * slice.Steps[axis])])),
        Pad pad => ReferenceTensor.Build(output, index => Padded(pad, inputs[0], index)),
        Resize resize => ReferenceResize.Evaluate(resize, inputs[0], output),
        _ => throw new NotSupportedException($"{@operator.Name} has no definition in ReferenceOperators; write it there."),
    };

    private static double Apply(BinaryKind kind, double a, double b) => kind switch
    {
        BinaryKind.Add => a + b,
        BinaryKind.Sub => a - b,
        BinaryKind.Mul => a * b,
        BinaryKind.Div => a / b,
        BinaryKind.Max => Math.Max(a, b),
        BinaryKind.Min => Math.Min(a, b),
        BinaryKind.Pow => Math.Pow(a, b),
        BinaryKind.PRelu => a < 0 ? a * b : a,
        _ => throw new NotSupportedException($"{kind} has no definition in ReferenceOperators; write it there."),
    };

    private static ReferenceTensor Convolve(Conv conv, ReferenceTensor[] inputs, TensorShape output)
    {
        (ReferenceTensor image, ReferenceTensor weights) = (inputs[0], inputs[1]);
        SlidingWindow window = conv.Window;
        (int height, int width, int perGroup) = (image.Shape[2], image.Shape[3], weights.Shape[1]);
        int filtersPerGroup = weights.Shape[0] / conv.Groups;
        return ReferenceTensor.Build(output, index =>
        {
            (int batch, int filter) = (index[0], index[1]);
            double sum = conv.HasBias ? inputs[2].Values[filter] : 0;
            for (int c = 0; c < perGroup; c++)
            {
                int channel = filter / filtersPerGroup * perGroup + c;
                ReadOnlySpan<double> plane = image.Values.AsSpan((batch * image.Shape[1] + channel) * height * width, height * width);
                ReadOnlySpan<double> kernel = weights.Values.AsSpan(
                    (filter * perGroup + c) * window.KernelHeight * window.KernelWidth, window.KernelHeight * window.KernelWidth);
                for (int ky = 0; ky < window.KernelHeight; ky++)
                {
                    int y = index[2] * window.StrideY - window.PadTop + ky * window.DilationY;
                    for (int kx = 0; kx < window.KernelWidth; kx++)
                    {
                        int x = index[3] * window.StrideX - window.PadLeft + kx * window.DilationX;
                        if (y >= 0 && y < height && x >= 0 && x < width)
                            sum += plane[y * width + x] * kernel[ky * window.KernelWidth + kx]
                                * (conv.HasInputScale ? inputs[conv.InputScaleIndex].Values[batch * image.Shape[1] + channel] : 1);
                    }
                }
            }

            if (conv.HasResidual)
                sum += inputs[conv.ResidualIndex].At(index);
            return conv.Activation is { } activation ? Apply(activation, sum) : sum;
        });
    }

    private static ReferenceTensor Slide(Pool pool, ReferenceTensor image, TensorShape output)
    {
        SlidingWindow window = pool.Window;
        (int height, int width) = (image.Shape[2], image.Shape[3]);
        return ReferenceTensor.Build(output, index =>
        {
            List<double> pixels = [];
            for (int ky = 0; ky < window.KernelHeight; ky++)
            {
                for (int kx = 0; kx < window.KernelWidth; kx++)
                {
                    int y = index[2] * window.StrideY - window.PadTop + ky * window.DilationY;
                    int x = index[3] * window.StrideX - window.PadLeft + kx * window.DilationX;
                    bool inside = y >= 0 && y < height && x >= 0 && x < width;
                    bool inPadding = y < height + window.PadBottom && x < width + window.PadRight;
                    if (inside)
                        pixels.Add(image.At(index[0], index[1], y, x));
                    else if (pool.CountsPadding && inPadding)
                        pixels.Add(0);
                }
            }

            return pool.Kind == PoolKind.Max ? pixels.DefaultIfEmpty(double.NegativeInfinity).Max() : pixels.Average();
        });
    }

    private static ReferenceTensor Average(ReferenceTensor input, TensorShape output, int[] axes)
    {
        double[] sums = new double[output.ElementCount];
        ReferenceTensor.Build(input.Shape, index =>
        {
            int position = 0;
            for (int axis = 0; axis < index.Length; axis++)
                position = position * output[axis] + (axes.Contains(axis) ? 0 : index[axis]);
            return sums[position] += input.At(index);
        });
        return new ReferenceTensor(output, [.. sums.Select(sum => sum * output.ElementCount / input.Shape.ElementCount)]);
    }

    private static ReferenceTensor Multiply(Gemm gemm, ReferenceTensor[] inputs, TensorShape output)
    {
        (ReferenceTensor a, ReferenceTensor b) = (inputs[0], inputs[1]);
        int depth = a.Shape[gemm.TransposesA ? 0 : 1];
        return ReferenceTensor.Build(output, index =>
        {
            double sum = 0;
            for (int k = 0; k < depth; k++)
                sum += (gemm.TransposesA ? a.At(k, index[0]) : a.At(index[0], k)) * (gemm.TransposesB ? b.At(index[1], k) : b.At(k, index[1]));
            sum *= gemm.Alpha;
            if (gemm.HasBias)
                sum += gemm.Beta * inputs[2].AtBroadcast(index);
            return gemm.Activation is { } activation ? Apply(activation, sum) : sum;
        });
    }

    private static ReferenceTensor MultiplyStack(ReferenceTensor a, ReferenceTensor b, TensorShape output)
    {
        int depth = a.Shape[a.Shape.Rank - 1];
        return ReferenceTensor.Build(output, index =>
        {
            double sum = 0;
            for (int k = 0; k < depth; k++)
                sum += a.AtBroadcast([.. index[..^1], k]) * b.AtBroadcast([.. index[..^2], k, index[^1]]);
            return sum;
        });
    }

    private static ReferenceTensor Normalize(Softmax softmax, ReferenceTensor input) => ReferenceTensor.Build(input.Shape, index =>
    {
        int[] other = [.. index];
        double sum = 0, own = input.At(index);
        for (int i = 0; i < input.Shape[softmax.Axis]; i++)
        {
            other[softmax.Axis] = i;
            sum += Math.Exp(input.At(other) - own);
        }

        return 1 / sum;
    });

    private static double Normalize(BatchNormalization normalization, ReferenceTensor[] inputs, int[] index)
    {
        int channel = index[1];
        double normalized = (inputs[0].At(index) - inputs[3].Values[channel]) / Math.Sqrt(inputs[4].Values[channel] + normalization.Epsilon);
        return inputs[1].Values[channel] * normalized + inputs[2].Values[channel];
    }

    private static int[] Source(Transpose transpose, int[] index)
    {
        int[] source = new int[index.Length];
        for (int axis = 0; axis < index.Length; axis++)
            source[transpose.Permutation[axis]] = index[axis];
        return source;
    }

    private static ReferenceTensor Join(Concat concat, ReferenceTensor[] inputs, TensorShape output) => ReferenceTensor.Build(output, index =>
    {
        int[] inside = [.. index];
        foreach (ReferenceTensor input in inputs)
        {
            if (inside[concat.Axis] < input.Shape[concat.Axis])
                return input.At(inside);
            inside[concat.Axis] -= input.Shape[concat.Axis];
        }

        throw new InvalidOperationException("The pieces end before the whole.");
    });

    private static ReferenceTensor[] Split(Split split, ReferenceTensor input, TensorShape[] outputs)
    {
        List<ReferenceTensor> pieces = [];
        int start = 0;
        foreach (TensorShape output in outputs)
        {
            int first = start;
            pieces.Add(ReferenceTensor.Build(output, index => input.At([.. index.Select((i, axis) => axis == split.Axis ? i + first : i)])));
            start += output[split.Axis];
        }

        return [.. pieces];
    }

    private static double Padded(Pad pad, ReferenceTensor input, int[] index)
    {
        int[] source = new int[index.Length];
        for (int axis = 0; axis < index.Length; axis++)
        {
            int last = input.Shape[axis] - 1, i = index[axis] - pad.Before[axis];
            if ((i < 0 || i > last) && pad.Kind == PadKind.Constant)
                return pad.Value;
            source[axis] = pad.Kind == PadKind.Reflect ? (i < 0 ? -i : i > last ? 2 * last - i : i) : Math.Clamp(i, 0, last);
        }

        return input.At(source);
    }

    // The integral of its definition by Simpson's rule.
    private static double ErrorFunction(double x)
    {
        const int Steps = 2000;
        double h = x / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
            sum += Math.Exp(-(i * h) * (i * h)) * (i is 0 or Steps ? 1 : i % 2 == 0 ? 2 : 4);
        return 2 / Math.Sqrt(Math.PI) * h / 3 * sum;
    }
}
