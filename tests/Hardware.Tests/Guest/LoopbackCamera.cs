using System.Diagnostics;
using EdgeVision.TestKit;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A v4l2loopback node and the program that feeds it. Not fed at first, and not in the end.</summary>
internal sealed class LoopbackCamera : IDisposable
{
    /// <summary>Its node.</summary>
    public const string Path = "/dev/video10";

    private const int FramesPerSecond = 15;
    private readonly TemporaryFolder _pictures = new();
    private Process? _feeder;

    /// <summary>Begins to feed one picture again and again.</summary>
    public void Feed(string fourCC, int width, int height, byte[] picture)
    {
        string file = _pictures.PathTo("picture");
        // The node's frames are whole pages, and the feeder's too.
        File.WriteAllBytes(file, [.. picture, .. new byte[-picture.Length & (Environment.SystemPageSize - 1)]]);
        _feeder = Shell.Start("camfeed", Path, fourCC, $"{width}", $"{height}", $"{FramesPerSecond}", "3600", file);
    }

    /// <summary>Lets the feeder hang: the node stays as it is, and no frame comes.</summary>
    public void Freeze() => Shell.Run("kill", "-STOP", $"{_feeder!.Id}");

    /// <summary>Lets the feeder go on.</summary>
    public void Thaw() => Shell.Run("kill", "-CONT", $"{_feeder!.Id}");

    /// <summary>Ends the feeder.</summary>
    public void Starve()
    {
        _feeder!.Kill();
        _feeder.WaitForExit();
        _feeder.Dispose();
        _feeder = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_feeder is not null)
            Starve();
        _pictures.Dispose();
    }
}
