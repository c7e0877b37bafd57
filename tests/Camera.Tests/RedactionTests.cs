namespace EdgeVision.Camera.Tests;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("rtsp://admin:S3cretPass@10.0.0.9:554/stream", "rtsp://admin:***@10.0.0.9:554/stream")]
    [InlineData("rtsp://admin:S3cretPass@[fe80::1]:554/stream", "rtsp://admin:***@[fe80::1]:554/stream")]
    [InlineData("rtsps://admin:@camera/stream", "rtsps://admin:***@camera/stream")]
    [InlineData("rtsp://admin:S3c@ret@camera/stream", "rtsp://admin:***@camera/stream")]
    [InlineData("rtsp://admin:S3c/ret@camera/stream", "rtsp://admin:***@camera/stream")]
    [InlineData("rtsp://admin:S3c#ret?@camera/stream", "rtsp://admin:***@camera/stream")]
    [InlineData("rtsp://admin:S3c:ret@camera", "rtsp://admin:***@camera")]
    [InlineData("rtsp://admin:S3cret%40%3A@camera", "rtsp://admin:***@camera")]
    [InlineData("rtsp://admin:S3cret", "rtsp://admin:***")]
    [InlineData("https://ghp_S3cretToken@host/x", "https://***@host/x")]
    [InlineData("location=rtsp://admin:S3cret@camera/a latency=0", "location=rtsp://admin:***@camera/a latency=0")]
    [InlineData("[in#0 @ 0x55] Error opening 'rtsp://u:S3cret@h/1': 401", "[in#0 @ 0x55] Error opening 'rtsp://u:***@h/1': 401")]
    [InlineData("a rtsp://u:S3cret@h/1 and http://v:S3cret@h/2.", "a rtsp://u:***@h/1 and http://v:***@h/2.")]
    [InlineData("http://camera/snap?user=admin&password=S3cret&channel=1", "http://camera/snap?user=admin&password=***&channel=1")]
    [InlineData("http://camera/snap?usr=admin&pwd=S3cret", "http://camera/snap?usr=admin&pwd=***")]
    [InlineData("http://camera/snap?access_token=S3cret#x", "http://camera/snap?access_token=***")]
    [InlineData("http://camera/snap?X-Amz-Signature=S3cret", "http://camera/snap?X-Amz-Signature=***")]
    [InlineData("http://camera/snap?api-key=S3cret;size=1", "http://camera/snap?api-key=***;size=1")]
    [InlineData("rtsp://camera/user=admin_password=S3cret_channel=1_stream=0.sdp", "rtsp://camera/user=admin_password=***")]
    [InlineData("ffmpeg --password=S3cret -i x", "ffmpeg --password=*** -i x")]
    [InlineData("ffmpeg --password S3cret -i x", "ffmpeg --password *** -i x")]
    [InlineData("cam --rtsp-password \"S3cret word\" -i x", "cam --rtsp-password *** -i x")]
    [InlineData("gst rtspsrc user-id=admin user-pw=S3cret ! x", "gst rtspsrc user-id=admin user-pw=*** ! x")]
    [InlineData("curl -u admin:S3cret http://camera", "curl -u admin:*** http://camera")]
    [InlineData("curl --user admin:S3cret http://camera", "curl --user admin:*** http://camera")]
    [InlineData("-headers Authorization: Basic YWRtaW46UzNjcmV0", "-headers Authorization: Basic ***")]
    [InlineData("Authorization: Digest username=\"a\", response=\"S3cret\"", "Authorization: Digest ***")]
    [InlineData("sent Bearer S3cret.S3cret_S3cret and failed", "sent Bearer *** and failed")]
    [InlineData("{\"password\": \"S3cret\", \"size\": 3}", "{\"password\": ***, \"size\": 3}")]
    [InlineData("CAMERA_PASSWORD='S3cret' ./run", "CAMERA_PASSWORD=*** ./run")]
    [InlineData("password: S3cret", "password: ***")]
    [InlineData("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJTM2NyZXQifQ.S3cret_x", "token ***")]
    public void Masks_WhatLooksLikeASecret(string text, string shown) => Assert.Equal(shown, Redaction.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("rtsp://10.0.0.9:554/stream?tcp@1")]
    [InlineData("Connection to tcp://10.0.0.9:554 failed: Connection refused")]
    [InlineData("Connection to tcp://10.0.0.9:554: Connection refused")]
    [InlineData("http://[::1]:8080/a")]
    [InlineData("method DESCRIBE failed: 401 Unauthorized")]
    [InlineData("/dev/v4l/by-id/usb-046d_HD_Webcam-video-index0 (HD Webcam), 640×480 Yuyv at 30 fps")]
    [InlineData("ffmpeg -i file:///srv/a.mp4 -vf scale=640:480,fps=10 -f rawvideo -")]
    [InlineData("edgevision.json:7: $.mqtt.password: is given twice, here and by passwordFile; keep one of them.")]
    [InlineData("no keyframe=1 in this monkey=2")]
    [InlineData("Somebody@example.com: hello")]
    public void Leaves_TheRestAsItIs(string text) => Assert.Equal(text, Redaction.Of(text));

    [Fact]
    public void Masks_KnownSecretsInEverySpelling()
    {
        string shown = Redaction.Of("a p@ss b p%40ss c q r p@ss", ["p@ss", "q"]);

        Assert.Equal("a *** b *** c *** r ***", shown);
    }

    [Fact]
    public void Masks_ACommandsSecretsWhereverTheyStand()
    {
        string[] command = ["ffmpeg", "-pass", "1", "-i", "rtsp://admin:hu%40nter@camera/1", "--user", "me:other-secret", "--token", "third-secret"];

        IReadOnlyList<string> secrets = Redaction.SecretsIn(command);

        Assert.Equal(["hu%40nter", "other-secret", "third-secret"], secrets);
        Assert.Equal("ffmpeg -pass *** -i rtsp://admin:***@camera/1 --user me:*** --token ***", Redaction.OfCommand(command));
        Assert.Equal("1 login with *** and *** failed", Redaction.Of("1 login with hu@nter and third-secret failed", secrets));
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("password")]
    [InlineData("a-")]
    [InlineData("Authorization: ")]
    public void Is_SoonDoneWithAnythingLong(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));

        Assert.NotNull(Redaction.Of(text));
    }
}
