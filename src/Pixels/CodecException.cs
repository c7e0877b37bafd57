namespace EdgeVision.Pixels;

/// <summary>A picture cannot be read or written: its library is not installed, or refuses it. The message names the reason and the way out.</summary>
public sealed class CodecException : Exception
{
    /// <summary>With the whole sentence a person reads.</summary>
    public CodecException(string message)
        : base(message)
    {
    }

    /// <summary>With the whole sentence and what the system said.</summary>
    public CodecException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
