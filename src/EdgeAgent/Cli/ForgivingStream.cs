namespace EdgeVision.EdgeAgent.Cli;

/// <summary>An output whose failures nobody can be told, such as standard error that is closed or full: what a command ends with is its exit code.</summary>
internal sealed class ForgivingStream(Stream output) : WriteOnlyStream
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            output.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is no other place to say so.
        }
    }
}
