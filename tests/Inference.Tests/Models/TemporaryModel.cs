namespace EdgeVision.Inference.Tests.Models;

/// <summary>A model file that is deleted when the test is over.</summary>
internal sealed class TemporaryModel : IDisposable
{
    public TemporaryModel(ReadOnlySpan<byte> bytes)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"edgevision-{Guid.NewGuid():N}.onnx");
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public void Rewrite(ReadOnlySpan<byte> bytes) => File.WriteAllBytes(Path, bytes);

    public void Dispose() => File.Delete(Path);
}
