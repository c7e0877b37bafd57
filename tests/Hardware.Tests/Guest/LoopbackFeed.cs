using System.Diagnostics;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A program that writes one picture again and again into the loopback camera; the camera has neither formats nor frames without it.</summary>
internal sealed class LoopbackFeed : IDisposable
{
    /// <summary>The camera's node.</summary>
    public const string Device = "/dev/video10";

    private readonly Process _process;

    /// <summary>Begins to feed a file of <see cref="Photograph"/>'s size, 5 times a second.</summary>
    /// <param name="fourCC">MJPG, and the file is a JPEG picture; or a raw format, and it is one frame.</param>
    public LoopbackFeed(string fourCC, string file)
    {
        _process = Shell.Start("camfeed", Device, fourCC, $"{Photograph.Width}", $"{Photograph.Height}", "5", "600", file);
        Eventually.True(
            () => Shell.Try("v4l2-ctl", "-d", Device, "--get-fmt-video").Words.Contains($"'{fourCC}'", StringComparison.Ordinal),
            TimeSpan.FromSeconds(20),
            () => _process.HasExited ? _process.StandardError.ReadToEnd() : $"the loopback camera does not offer {fourCC}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
