using System.Text;

namespace EdgeVision.EdgeAgent.Tests.Logging;

/// <summary>An output that nobody reads until the test lets go, and that fails when told to.</summary>
internal sealed class StuckStream : MemoryStream
{
    private readonly ManualResetEventSlim _read = new();

    public bool Fails { get; set; }

    public string[] Lines
    {
        get
        {
            lock (this)
                return Encoding.UTF8.GetString(ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    public void LetGo() => _read.Set();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _read.Wait();
        if (Fails)
            throw new IOException("No space left on device");
        lock (this)
            base.Write(buffer);
    }
}
