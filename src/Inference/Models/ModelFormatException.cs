namespace EdgeVision.Inference.Models;

/// <summary>A model file cannot be used as it is. The message is one sentence naming the file, the node where there is one, and the reason.</summary>
public sealed class ModelFormatException : Exception
{
    private const int MaxLength = 600;

    /// <summary>Says what is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="node">The node concerned, for example "Conv 'stem'", or <see langword="null"/>.</param>
    /// <param name="reason">A clause without a full stop.</param>
    public ModelFormatException(string path, string? node, string reason, Exception? innerException = null)
        : base(node is null ? $"{path}: {Printable(reason)}." : $"{path}: {Printable(node)}: {Printable(reason)}.", innerException)
    {
        Path = path;
        Node = node is null ? null : Printable(node);
        Reason = Printable(reason);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The node concerned, with its operator; <see langword="null"/> where it is the file as a whole.</summary>
    public string? Node { get; }

    /// <summary>What is wrong, without file and node.</summary>
    public string Reason { get; }

    // Names come from the file: they must not forge further lines of a log, nor fill it.
    internal static string Printable(string text)
    {
        string line = string.Create(Math.Min(text.Length, MaxLength), text, static (characters, text) =>
        {
            for (int i = 0; i < characters.Length; i++)
                characters[i] = char.IsControl(text[i]) ? '?' : text[i];
        });
        return text.Length > MaxLength ? line + "…" : line;
    }
}
