using System.Diagnostics;

namespace EdgeVision.TestKit;

/// <summary>
/// A file whose name is no UTF-8, which the runtime can neither make nor delete; a shell does both. Its name is <c>caf\xe9.jpg</c>, as Latin-1 has it.
/// </summary>
public sealed class StrangeName : IDisposable
{
    private readonly string _folder;

    /// <summary>Makes it.</summary>
    public StrangeName(string folder)
    {
        _folder = folder;
        Run("printf x > \"$(printf 'caf\\351.jpg')\"");
    }

    /// <inheritdoc/>
    public void Dispose() => Run("rm \"$(printf 'caf\\351.jpg')\"");

    private void Run(string script)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = _folder })!;
        shell.WaitForExit();
    }
}
