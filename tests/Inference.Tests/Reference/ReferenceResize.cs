using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tests.Reference;

/// <summary>ONNX Resize over height and width, as its specification writes it.</summary>
internal static class ReferenceResize
{
    public static ReferenceTensor Evaluate(Resize resize, ReferenceTensor input, TensorShape output)
    {
        (int height, int width) = (input.Shape[2], input.Shape[3]);
        return ReferenceTensor.Build(output, index =>
        {
            double y = Coordinate(resize.Transform, index[2], height, output[2], resize.ScaleY);
            double x = Coordinate(resize.Transform, index[3], width, output[3], resize.ScaleX);
            if (resize.Interpolation != Interpolation.Linear)
                return input.At(index[0], index[1], Nearest(resize.Interpolation, y, height), Nearest(resize.Interpolation, x, width));

            y = Math.Clamp(y, 0, height - 1);
            x = Math.Clamp(x, 0, width - 1);
            (int top, int left) = ((int)Math.Floor(y), (int)Math.Floor(x));
            (int bottom, int right) = (Math.Min(top + 1, height - 1), Math.Min(left + 1, width - 1));
            (double down, double across) = (y - top, x - left);
            return (input.At(index[0], index[1], top, left) * (1 - across) + input.At(index[0], index[1], top, right) * across) * (1 - down)
                + (input.At(index[0], index[1], bottom, left) * (1 - across) + input.At(index[0], index[1], bottom, right) * across) * down;
        });
    }

    // A scale that is the quotient of the sizes is taken as that fraction: as a float it would miss the edges and middles of pixels.
    private static double Coordinate(CoordinateTransform transform, int at, int inputSize, int outputSize, float scale)
    {
        (double numerator, double denominator) = scale == (float)outputSize / inputSize ? (outputSize, inputSize) : (scale, 1.0);
        return transform switch
        {
            CoordinateTransform.HalfPixel => (at + 0.5) * denominator / numerator - 0.5,
            CoordinateTransform.PytorchHalfPixel => outputSize > 1 ? (at + 0.5) * denominator / numerator - 0.5 : 0,
            CoordinateTransform.AlignCorners => outputSize > 1 ? at * (inputSize - 1.0) / (outputSize - 1.0) : 0,
            CoordinateTransform.Asymmetric => at * denominator / numerator,
            _ => throw new NotSupportedException(transform.ToString()),
        };
    }

    private static int Nearest(Interpolation interpolation, double coordinate, int size)
    {
        double nearest = interpolation switch
        {
            Interpolation.NearestFloor => Math.Floor(coordinate),
            Interpolation.NearestCeil => Math.Ceiling(coordinate),
            Interpolation.NearestPreferCeil => Math.Floor(coordinate + 0.5),
            _ => Math.Ceiling(coordinate - 0.5),
        };
        return (int)Math.Clamp(nearest, 0, size - 1);
    }
}
