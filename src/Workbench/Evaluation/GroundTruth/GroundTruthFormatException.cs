using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>A file that says what pictures show cannot be used as it is. The message is one sentence naming the file, the place in it and the reason.</summary>
public sealed class GroundTruthFormatException : BadInputException
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">A clause without a full stop; what the file holds may be part of it.</param>
    public GroundTruthFormatException(string path, string reason, Exception? innerException = null)
        : base($"{path}: {ModelFormatException.Printable(reason)}.", innerException)
    {
    }
}
