namespace EdgeVision.TestKit;

/// <summary>A folder that goes when the test does.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder's path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("edgevision-test-").FullName;

    /// <summary>A path below the folder.</summary>
    public string PathTo(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a named pipe there, which nobody ever writes to: whoever opens it waits.</summary>
    /// <returns>Its path.</returns>
    public string MakePipe(string name)
    {
        using var make = System.Diagnostics.Process.Start("mkfifo", [PathTo(name)]);
        make.WaitForExit();
        return PathTo(name);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
