using System.Diagnostics;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A program that writes one picture again and again into the loopback camera; the camera has neither formats nor frames without it.</summary>
internal sealed class LoopbackFeed : IDisposable
{
    /// <summary>The camera's node.</summary>
    public const string Device = "/dev/video10";

    private readonly Process _process;

    /// <summary>Begins to feed a file, 5 times a second.</summary>
    /// <param name="fourCC">MJPG, and the file is a JPEG picture; or a raw format, and it is one frame, of whole memory pages.</param>
    /// <param name="file">The picture; its size is <see cref="Photograph"/>'s where no other is given.</param>
    public LoopbackFeed(string fourCC, string file, int width = Photograph.Width, int height = Photograph.Height)
    {
        // v4l2loopback 0.12 does not become an output again when a program that called write() has ended, and takes no format once somebody has looked.
        if (!Shell.Run("v4l2-ctl", "-d", Device, "--info").Contains("Video Output", StringComparison.Ordinal))
            Reload();
        _process = Shell.Start("camfeed", Device, fourCC, $"{width}", $"{height}", "5", "600", file);
        Eventually.True(
            () => Shell.Try("v4l2-ctl", "-d", Device, "--get-fmt-video").Words.Contains($"'{fourCC}'", StringComparison.Ordinal),
            TimeSpan.FromSeconds(20),
            () => _process.HasExited ? _process.StandardError.ReadToEnd() : $"the loopback camera does not offer {fourCC}");
    }

    /// <summary>Lets the program hang: the camera keeps its format and gives no frame.</summary>
    public void Freeze() => Shell.Run("kill", "-STOP", $"{_process.Id}");

    /// <summary>Lets the program go on.</summary>
    public void Thaw() => Shell.Run("kill", "-CONT", $"{_process.Id}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Reload()
    {
        // Who waits for the camera opens it now and then, for a moment.
        Eventually.True(() => Shell.Try("modprobe", "-r", "v4l2loopback").ExitCode == 0, TimeSpan.FromSeconds(90), () => "v4l2loopback cannot be unloaded");
        Shell.Run("modprobe", "v4l2loopback");
        Eventually.True(() => File.Exists(Device), TimeSpan.FromSeconds(20), () => $"{Device} is not there");
    }
}
