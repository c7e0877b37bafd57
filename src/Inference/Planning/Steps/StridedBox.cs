namespace EdgeVision.Inference.Planning.Steps;

/// <summary>A box of elements to move. Offsets and strides in floats; strides may be negative.</summary>
/// <param name="Dimensions">Outermost first; at least one.</param>
internal sealed record StridedBox(int[] Dimensions, int[] InputStrides, nint InputOffset, int[] OutputStrides, nint OutputOffset)
{
    /// <summary>The same box with neighbouring dimensions joined where both sides walk them without a gap, and dimensions of 1 left out.</summary>
    public StridedBox Collapsed()
    {
        List<int> dimensions = [], inputs = [], outputs = [];
        for (int axis = 0; axis < Dimensions.Length; axis++)
        {
            int size = Dimensions[axis], input = InputStrides[axis], output = OutputStrides[axis];
            if (size == 1)
                continue;
            if (dimensions.Count > 0 && inputs[^1] == (long)input * size && outputs[^1] == (long)output * size)
            {
                dimensions[^1] *= size;
                inputs[^1] = input;
                outputs[^1] = output;
                continue;
            }

            dimensions.Add(size);
            inputs.Add(input);
            outputs.Add(output);
        }

        if (dimensions.Count == 0)
            return this with { Dimensions = [1], InputStrides = [1], OutputStrides = [1] };
        return this with { Dimensions = [.. dimensions], InputStrides = [.. inputs], OutputStrides = [.. outputs] };
    }
}
