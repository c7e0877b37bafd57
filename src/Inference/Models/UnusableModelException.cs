namespace EdgeVision.Inference.Models;

/// <summary>
/// The reason a model cannot be used, from code that knows its bytes or its graph but not its file: whoever holds the <see cref="ModelFile"/> makes a
/// <see cref="ModelFormatException"/> of it.
/// </summary>
/// <param name="reason">A clause without a full stop.</param>
/// <param name="node">The node concerned, with its operator, where it is known already.</param>
internal sealed class UnusableModelException(string reason, string? node = null, Exception? innerException = null) : Exception(reason, innerException)
{
    /// <summary>The node concerned; <see langword="null"/> where it is the model as a whole.</summary>
    public string? Node { get; } = node;
}
