using EdgeVision.Camera.V4L2;

namespace EdgeVision.Camera.Tests.V4L2;

public sealed class DeviceNameTests : IDisposable
{
    private readonly FakeVideoNodes _nodes = new();

    public void Dispose() => _nodes.Dispose();

    [Fact]
    public void AName_CannotMoveACursorOrEndALine()
    {
        _nodes.Plug("/dev/video0", new FakeCamera { Card = "Cam\x1b[2J\nera" });

        V4L2Device camera = Assert.Single(V4L2Devices.List(_nodes));

        Assert.Equal(@"Cam\x1b[2J\nera", camera.Card);
    }
}
