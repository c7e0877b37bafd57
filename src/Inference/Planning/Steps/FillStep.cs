using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Writes one number everywhere.</summary>
internal sealed unsafe class FillStep(string name, TensorBuffer output, float value) : Step(name)
{
    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        for (nint i = 0; i < output.Length; i++)
            output.Start[i] = value;
    }
}
