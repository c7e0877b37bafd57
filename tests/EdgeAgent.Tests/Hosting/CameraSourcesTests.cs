using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

public sealed class CameraSourcesTests
{
    [Theory]
    [InlineData(0.1, 30, 30)]
    [InlineData(0.5, 6, 10)]
    [InlineData(30.0, 3, 10)]
    [InlineData(null, 3, 10)]
    public void WaitsThreeFramesForASlowCamera(double? fps, double v4l2Seconds, double pipeSeconds)
    {
        var camera = new CameraOptions { Name = "slow", Kind = CameraKind.Pipe, Device = "/dev/video0", Command = ["sleep"], Fps = fps };

        Assert.Equal(TimeSpan.FromSeconds(v4l2Seconds), CameraSources.V4L2(camera).SilenceLimit);
        Assert.Equal(TimeSpan.FromSeconds(pipeSeconds), CameraSources.Pipe(camera).SilenceLimit);
    }
}
