using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Imaging;

/// <summary>Compares a manifest with the model it describes before the first image, so that a wrong label or shape never reaches a result.</summary>
internal sealed class ModelContract(LoadedModel model)
{
    private readonly ModelManifest _manifest = model.Manifest;
    private readonly IInferenceSession _session = model.Session;

    /// <summary>Index of the image input, which must be [1, 3, height, width].</summary>
    public int ImageInput()
    {
        if (_manifest.Input is not { } input)
            throw Error("the manifest describes no image input");
        if (_session.Inputs.Count != 1)
            throw Error($"the model has {_session.Inputs.Count} inputs ({string.Join("; ", _session.Inputs)}), but only models with one image input can run");

        int index = Find("input", _session.Inputs, _manifest.InputName);
        RequireShape(_session.Inputs[index], 1, 3, input.Height, input.Width);
        return index;
    }

    /// <summary>Index of the output that the manifest names.</summary>
    public int Output(string name) => Find("output", _session.Outputs, name);

    /// <summary>Name and shape of an output.</summary>
    public TensorSpec OutputSpec(int output) => _session.Outputs[output];

    /// <summary>Refuses an output whose dimension of classes is not background plus labels.</summary>
    /// <param name="dimension">The dimension of classes, for example ^1.</param>
    public TensorSpec RequireLabelsFor(int output, Index dimension)
    {
        TensorSpec spec = OutputSpec(output);
        int axis = dimension.GetOffset(spec.Shape.Length), expected = _manifest.LabelBase + _manifest.Labels.Length;
        if (axis < 0 || axis >= spec.Shape.Length)
            throw Error($"output {spec} has no dimension of classes");
        if (spec.Shape[axis] != expected)
        {
            throw Error(
                $"output {spec} has {spec.Shape[axis]} columns, "
                + $"but the manifest's label base {_manifest.LabelBase} and {_manifest.Labels.Length} labels make {expected}");
        }

        return spec;
    }

    /// <summary>Refuses an output of another shape.</summary>
    public void RequireOutputShape(int output, params ReadOnlySpan<int> shape) => RequireShape(OutputSpec(output), shape);

    private void RequireShape(TensorSpec spec, params ReadOnlySpan<int> shape)
    {
        if (!spec.Shape.AsSpan().SequenceEqual(shape))
            throw Error($"tensor {spec} does not have the shape [{string.Join(", ", shape.ToArray())}] that the manifest implies");
    }

    private int Find(string kind, IReadOnlyList<TensorSpec> specs, string name)
    {
        for (int i = 0; i < specs.Count; i++)
        {
            if (specs[i].Name == name)
                return i;
        }

        throw Error($"the manifest names the {kind} '{name}', but the model has {string.Join("; ", specs)}");
    }

    /// <summary>Says what is wrong between manifest and model.</summary>
    /// <param name="reason">A clause without a full stop.</param>
    public ModelFormatException Error(string reason) => model.Error(reason);
}
