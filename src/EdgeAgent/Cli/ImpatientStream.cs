namespace EdgeVision.EdgeAgent.Cli;

/// <summary>An output that is written only as long as somebody takes it: a daemon's last words must not keep its process from ending.</summary>
/// <param name="limit">How long one write is waited for. After one that took longer nothing is written any more.</param>
internal sealed class ImpatientStream(Stream output, TimeSpan limit) : Stream
{
    private bool _isStuck;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isStuck)
            return;

        byte[] bytes = buffer.ToArray();
        // A thread that no end of the process waits for. What fails here has no other place to be told.
        var thread = new Thread(() => TryWrite(bytes)) { IsBackground = true, Name = "last words" };
        thread.Start();
        _isStuck = !thread.Join(limit);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private void TryWrite(byte[] bytes)
    {
        try
        {
            output.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Standard error is closed or its disk is full: the exit code is what remains.
        }
    }
}
