namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A file that belongs to another group, with other permissions, until disposal.</summary>
internal sealed class WithMode : IDisposable
{
    private readonly string _path;
    private readonly string _before;

    /// <param name="mode">As chmod takes it, <c>600</c>.</param>
    public WithMode(string path, string group, string mode)
    {
        _path = path;
        _before = Shell.Run("stat", "--dereference", "--format=%G %a", path);
        Set(group, mode);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        string[] before = _before.Split(' ');
        Set(before[0], before[1]);
    }

    private void Set(string group, string mode)
    {
        Shell.Run("chgrp", group, _path);
        Shell.Run("chmod", mode, _path);
    }
}
