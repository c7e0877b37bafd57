using System.Diagnostics;

namespace EdgeVision.TestKit;

/// <summary>A file system of 64 KiB, so that a disk that is full can be had in a moment. Needs root.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Mounts it.</summary>
    public SmallDisk()
    {
        if (Mount(_folder.Path) != 0)
            throw new InvalidOperationException("The small disk cannot be mounted.");
    }

    /// <summary>Whether this process may mount one.</summary>
    public static bool IsAllowed { get; } = Try();

    /// <summary>The folder it is mounted on.</summary>
    public string Path => _folder.Path;

    /// <inheritdoc/>
    public void Dispose()
    {
        Run("umount", _folder.Path);
        _folder.Dispose();
    }

    private static bool Try()
    {
        if (!Environment.IsPrivilegedProcess)
            return false;
        using TemporaryFolder folder = new();
        return Mount(folder.Path) == 0 && Run("umount", folder.Path) == 0;
    }

    private static int Mount(string folder) => Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder);

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
