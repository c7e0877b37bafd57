namespace EdgeVision.EdgeAgent.Cli;

/// <summary>An output that is written only as long as somebody takes it: a daemon's last words must not keep its process from ending.</summary>
/// <param name="output">Must not fail: it is written to on a thread of its own.</param>
/// <param name="limit">How long one write is waited for. After one that took longer nothing is written any more.</param>
internal sealed class ImpatientStream(Stream output, TimeSpan limit) : WriteOnlyStream
{
    private bool _isStuck;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isStuck)
            return;

        byte[] bytes = buffer.ToArray();
        // A thread that no end of the process waits for.
        var thread = new Thread(() => output.Write(bytes)) { IsBackground = true, Name = "last words" };
        thread.Start();
        _isStuck = !thread.Join(limit);
    }
}
