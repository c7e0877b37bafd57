namespace EdgeVision.Inference.Evaluation.Truth;

/// <summary>A file that says what pictures show cannot be used as it is. The message is one sentence naming the file, the place in it and the reason.</summary>
public sealed class TruthFormatException : Exception
{
    private const int MaximumLength = 600;

    /// <summary>Says what is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">A clause without a full stop; what the file holds may be part of it.</param>
    public TruthFormatException(string path, string reason, Exception? innerException = null)
        : base($"{path}: {Printable(reason)}.", innerException)
    {
    }

    // Names come from the file: they must not forge further lines of a log, nor fill it.
    private static string Printable(string text)
    {
        string line = string.Concat(text.Take(MaximumLength).Select(static character => char.IsControl(character) ? '?' : character));
        return text.Length > MaximumLength ? line + "…" : line;
    }
}
