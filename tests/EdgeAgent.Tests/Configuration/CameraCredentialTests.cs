using EdgeVision.EdgeAgent.Configuration;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

public sealed class CameraCredentialTests
{
    [Theory]
    [InlineData("rtsp://a:${credential:gate}@camera", true)]
    [InlineData("${file:/etc/edgevision/gate}${credential:a.b-c_d}", true)]
    [InlineData("echo ${HOME} ${file:1} ${credential}", true)]
    [InlineData("rtsp://a:${credential:}@camera", false)]
    [InlineData("rtsp://a:${credential:../gate}@camera", false)]
    [InlineData("rtsp://a:${credential:gate", false)]
    [InlineData("${credential:gate} ${credential:the gate}", false)]
    public void ACredential_IsNamedInOneWay(string text, bool isGood)
    {
        Assert.Equal(isGood, Complaint($$""" "command": ["ffmpeg", "{{text}}"] """) is null);
        Assert.Equal(isGood, Complaint($$""" "command": ["ffmpeg"], "environment": ["A={{text}}"] """) is null);
    }

    [Theory]
    [InlineData("A=b", null)]
    [InlineData("A=", null)]
    [InlineData("A", "$.cameras[0].environment[0]: is no variable; write \"NAME=value\".")]
    [InlineData("=b", "$.cameras[0].environment[0]: is no variable; write \"NAME=value\".")]
    public void AVariable_HasANameAndAValue(string variable, string? error) =>
        Assert.Equal(error, Complaint($$""" "command": ["ffmpeg"], "environment": ["{{variable}}"] """));

    [Fact]
    public void AnEnvironment_IsNoSettingOfAnotherKind()
    {
        using var file = new ConfigurationFile("""{ "cameras": [{ "name": "a", "kind": "v4l2", "device": "/dev/video0", "environment": ["A=b"] }] }""");

        ConfigurationException error = Assert.Throws<ConfigurationException>(() => file.Load());

        Assert.Contains("$.cameras[0].environment: is not a setting of a v4l2 camera", error.Message, StringComparison.Ordinal);
    }

    private static string? Complaint(string settings)
    {
        using var file = new ConfigurationFile($$"""{ "cameras": [{ "name": "a", "kind": "pipe", "format": "jpeg", {{settings}} }] }""");
        try
        {
            file.Load();
            return null;
        }
        catch (ConfigurationException e)
        {
            return $"{e.Errors[0].Path}: {e.Errors[0].Message}";
        }
    }
}
