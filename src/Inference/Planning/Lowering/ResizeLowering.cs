using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>Resize: every output row and column is worked out here, so the kernel only mixes.</summary>
internal static unsafe class ResizeLowering
{
    /// <summary>Appends the step.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Resize resize)
    {
        TensorBuffer input = plan.Blocked(node.Inputs[0]), output = plan.DefineBlocked(node.Output);
        plan.Memory.Reserve<ResizeTap>(2L * (resize.Height + resize.Width));
        ResizeTap[] rows = Taps(input.Height, resize.Height, resize.ScaleY, resize), columns = Taps(input.Width, resize.Width, resize.ScaleX, resize);
        delegate*<Kernels.ResizeArguments*, void> kernel = resize.Interpolation == Interpolation.Linear
            ? plan.Kernels.ResizeLinear
            : plan.Kernels.ResizeNearest;
        plan.Uses(resize.Interpolation == Interpolation.Linear ? "resize-linear" : "resize-nearest");
        plan.Add(new ResizeStep(node.Name, input, output, rows, columns, kernel, plan.Memory, plan.Threads), input, output);
    }

    private static ResizeTap[] Taps(int inputSize, int outputSize, float scale, Resize resize)
    {
        ResizeTap[] taps = new ResizeTap[outputSize];
        for (int i = 0; i < outputSize; i++)
        {
            // In single precision as ONNX Runtime counts: 10 / (20 / 14) must be pixel 7, which the scale as a float misses by less than a float can tell.
            float place = resize.Transform switch
            {
                CoordinateTransform.HalfPixel => (i + 0.5f) / scale - 0.5f,
                CoordinateTransform.PytorchHalfPixel => outputSize > 1 ? (i + 0.5f) / scale - 0.5f : 0f,
                CoordinateTransform.AlignCorners => outputSize > 1 ? (float)i * (inputSize - 1) / (outputSize - 1) : 0f,
                _ => i / scale,
            };
            taps[i] = resize.Interpolation == Interpolation.Linear ? Linear(place, inputSize) : Nearest(place, inputSize, resize.Interpolation);
        }

        return taps;
    }

    private static ResizeTap Linear(double place, int inputSize)
    {
        double inside = Math.Clamp(place, 0, inputSize - 1);
        int first = (int)inside;
        return new ResizeTap(first, Math.Min(first + 1, inputSize - 1), (float)(inside - first));
    }

    private static ResizeTap Nearest(double place, int inputSize, Interpolation interpolation)
    {
        double rounded = interpolation switch
        {
            Interpolation.NearestPreferFloor => Math.Ceiling(place - 0.5),
            Interpolation.NearestPreferCeil => Math.Floor(place + 0.5),
            Interpolation.NearestFloor => Math.Floor(place),
            _ => Math.Ceiling(place),
        };
        int pixel = (int)Math.Clamp(rounded, 0, inputSize - 1);
        return new ResizeTap(pixel, pixel, 0f);
    }
}
