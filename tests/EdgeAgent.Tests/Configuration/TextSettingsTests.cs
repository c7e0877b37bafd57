using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

public sealed class TextSettingsTests
{
    [Theory]
    [InlineData("mqtt://127.0.0.1", "is a URL; write \"host\": \"127.0.0.1\".")]
    [InlineData("tcp://broker.local:1883", "is a URL; write \"host\": \"broker.local\", \"port\": 1883.")]
    [InlineData("mqtts://broker.local:8883/path?x", "is a URL; write \"host\": \"broker.local\", \"port\": 8883, \"tls\": {}.")]
    [InlineData("mqtt://[fd00::1]:1884", "is a URL; write \"host\": \"fd00::1\", \"port\": 1884.")]
    [InlineData("ws://broker.local/mqtt", "is a URL of a web server, but MQTT is spoken over TCP alone; write \"host\": \"broker.local\".")]
    [InlineData("127.0.0.1:1883", "has a port behind it; write \"host\": \"127.0.0.1\", \"port\": 1883.")]
    [InlineData("a:1883", "has a port behind it; write \"host\": \"a\", \"port\": 1883.")]
    [InlineData("[::1]:1883", "has a port behind it; write \"host\": \"::1\", \"port\": 1883.")]
    [InlineData("[::1]", "has brackets around it; write \"::1\".")]
    [InlineData("broker.local ", "has a blank behind; write \"broker.local\".")]
    [InlineData("\tbroker.local", "has a blank in front; write \"broker.local\".")]
    [InlineData("a b", "has a blank in it;")]
    [InlineData(" ", "has a blank in it;")]
    [InlineData("broker.local/mqtt", "has a / in it; write the host alone, \"broker.local\".")]
    [InlineData("a:b", "is neither a host name nor an IPv6 address;")]
    [InlineData("fd00:::1", "is neither a host name nor an IPv6 address;")]
    [InlineData("a..b", "has two dots without a name between them")]
    [InlineData(".", "has two dots without a name between them")]
    [InlineData("192.168.1.256", "is no host name and no IPv4 address")]
    [InlineData("1883", "is no host name and no IPv4 address")]
    [InlineData("bröker.local", "has characters that no name server knows; write the name's form that begins with xn--")]
    [InlineData("broker!", "has a ! in it;")]
    [InlineData("", "is empty")]
    public void Refuses_HostsThatCanBeNone_AndSaysWhatToWrite(string host, string words)
    {
        string error = Assert.Single(Errors("mqtt", $$"""{ "host": "{{host.Replace("\t", "\\t", StringComparison.Ordinal)}}" }"""));

        Assert.StartsWith("file:3: $.mqtt.host: ", error, StringComparison.Ordinal);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("broker.example.")]
    [InlineData("my_broker-2")]
    [InlineData("xn--brker-kva.local")]
    [InlineData("127.0.0.1")]
    [InlineData("3com.example")]
    [InlineData("::1")]
    [InlineData("fe80::1%eth7")]
    [InlineData("::ffff:127.0.0.1")]
    public void Accepts_NamesAndAddresses(string host) => Assert.Empty(Errors("mqtt", $$"""{ "host": "{{host}}" }"""));

    [Fact]
    public void Refuses_AHostLongerThanDnsCarries_WithTheLimit()
    {
        Assert.Contains(
            "has 255 characters; a host name has at most 253.", Assert.Single(Errors("mqtt", $$"""{ "host": "{{new string('x', 255)}}" }""")),
            StringComparison.Ordinal);
        Assert.Contains(
            "has 64 characters between two dots; a host name has at most 63 there.",
            Assert.Single(Errors("mqtt", $$"""{ "host": "a.{{new string('x', 64)}}" }""")), StringComparison.Ordinal);
    }

    [Fact]
    public void NeverRepeatsAPasswordInAHost()
    {
        string[] errors = [.. Errors("mqtt", """{ "host": "mqtt://me:sesame@broker.local" }"""), .. Errors("mqtt", """{ "host": "me:sesame@broker.local" }""")];

        Assert.All(errors, error => Assert.DoesNotContain("sesame", error, StringComparison.Ordinal));
        Assert.All(
            errors,
            error => Assert.Contains("\"host\": \"broker.local\", and the user and password by username and passwordFile.", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "password": "a\u0000b", "username": "u" }""", "$.mqtt.password: the value holds a zero byte")]
    [InlineData("""{ "passwordFile": "a\u0000b", "username": "u" }""", "$.mqtt.passwordFile: \"a\\x00b\" holds a zero byte")]
    [InlineData("""{ "tls": { "ca": "a\u0000b" } }""", "$.mqtt.tls.ca: \"a\\x00b\" holds a zero byte")]
    [InlineData("""{ "clientId": "a\u001bb" }""", "$.mqtt.clientId: \"a\\x1bb\" holds U+001B, which brokers refuse")]
    [InlineData("""{ "username": "a\uffff" }""", "holds U+FFFF, which brokers refuse")]
    [InlineData(
        """{ "topicPrefix": "home/x/" }""", "$.mqtt.topicPrefix: \"home/x/\" ends with a slash, which would make a level without a name; write \"home/x\".")]
    [InlineData("""{ "topicPrefix": "/home" }""", "it begins with /; leave that out.")]
    [InlineData("""{ "topicPrefix": "/" }""", "it begins with /; leave that out.")]
    [InlineData("""{ "topicPrefix": "a\ufdd0" }""", "it holds the character U+FDD0")]
    [InlineData("""{ "topicPrefix": "" }""", "$.mqtt.topicPrefix: \"\" is empty")]
    public void Refuses_TextThatNoBrokerTakes(string mqtt, string words) =>
        Assert.Contains(words, Assert.Single(Errors("mqtt", mqtt)), StringComparison.Ordinal);

    [Theory]
    [InlineData("passwordFile", 5000, "has 5000 bytes; use at most 4095.")]
    [InlineData("passwordFile", 256, "has a name of 256 bytes in it; no file or folder has more than 255.")]
    [InlineData("clientId", 70_000, "has 70000 bytes; use at most 65535.")]
    [InlineData("password", 70_000, "has 70000 bytes; use at most 65535.")]
    [InlineData("topicPrefix", 129, "has 129 characters; use at most 128.")]
    public void Refuses_TextThatIsTooLong_WithTheLimitAndNotAllOfIt(string setting, int length, string words)
    {
        string error = Assert.Single(Errors("mqtt", $$"""{ "username": "u", "{{setting}}": "{{new string('x', length)}}" }"""));

        Assert.StartsWith($"file:3: $.mqtt.{setting}: ", error, StringComparison.Ordinal);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.InRange(error.Length, 0, 300);
    }

    [Theory]
    [InlineData("rtsp", "a camera on the network is a pipe of a program that decodes it: \"kind\": \"pipe\", \"command\": [\"ffmpeg\"")]
    [InlineData("RTSP", "\"rtsp://camera/stream\"")]
    [InlineData("csi", "[\"rpicam-vid\"")]
    [InlineData("usb", "is \"v4l2\"")]
    [InlineData("folder", "are \"replay\"")]
    [InlineData("pip", "did you mean \"pipe\"?")]
    public void SaysHowACameraOfAnotherKindIsRead(string kind, string words) =>
        Assert.Contains(words, Assert.Single(Errors("cameras", $$"""[{ "name": "a", "kind": "{{kind}}" }]""")), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "[[0, 0], [320, 0], [0.5, 1]]",
        "$.rules[0].zone[1]: [320, 0] is in pixels; write parts of the picture from 0 to 1, x divided by its width and y by its height: "
        + "of 640 × 480 pixels that is [0.5, 0].")]
    [InlineData(
        "[[0, 0], [1, 0], [960, 1080]]",
        "$.rules[0].zone[2]: [960, 1080] is in pixels; write parts of the picture from 0 to 1, x divided by its width and y by its height: "
        + "of 1920 × 1080 pixels that is [0.5, 1].")]
    [InlineData("[[0, 0], [1.2, 0], [1, 1]]", "[1.2, 0] is outside the picture")]
    [InlineData("[[0, 0], [-5, 0], [1, 1]]", "[-5, 0] is outside the picture")]
    [InlineData("[[0, 0], [1e9, 0], [1, 1]]", "[1e9, 0] is outside the picture")]
    [InlineData("[[0, 0], [1, 0, 1], [1, 1]]", "a list is not a corner; write [x, y] with both from 0 to 1.")]
    [InlineData(
        "[[0, 0], [1, 1], [1, 0], [0, 1]]",
        "$.rules[0].zone: crosses itself: the edge from [0, 0] to [1, 1] and the edge from [1, 0] to [0, 1]; name the corners in their order around the area.")]
    public void SaysWhatToWriteForAZone(string zone, string words) =>
        Assert.Contains(Errors("rules", $$"""[{ "name": "r", "zone": {{zone}} }]"""), error => error.Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData("mqtt.host", "write mqtt:host.")]
    [InlineData("cameras[0].fps", "write cameras:0:fps.")]
    [InlineData("$.mqtt.tls.ca", "write mqtt:tls:ca.")]
    public void SaysHowAnOverrideIsWritten(string key, string words)
    {
        using var file = new ConfigurationFile("""{ "cameras": [{ "name": "a", "kind": "replay", "path": "p" }] }""");

        string error = Assert.Single(file.Errors(overrides: new() { [key] = "1" }));

        Assert.StartsWith($"--set {key}: ", error, StringComparison.Ordinal);
        Assert.EndsWith(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOneDeviceTwice()
    {
        const string Cameras =
            """[{ "name": "a", "kind": "v4l2", "device": "/dev/video9" }, { "name": "b", "kind": "replay", "path": "/dev/video9" }, """
            + """{ "name": "c", "kind": "v4l2", "device": "/dev/video9" }]""";

        Assert.Equal(
            "file:2: $.cameras[2].device: \"/dev/video9\" is already the device of cameras[0]; one camera can be opened only once.",
            Assert.Single(Errors("cameras", Cameras)));
    }

    [Theory]
    [InlineData("""[""]""", "$.cameras[0].command[0]: is empty; the first of the list is the program to run.")]
    [InlineData("""["sh", "a\u0000b"]""", "$.cameras[0].command[1]: \"a\\x00b\" holds a zero byte")]
    public void Refuses_CommandsThatCannotRun(string command, string words) =>
        Assert.Contains(
            words, Assert.Single(Errors("cameras", $$"""[{ "name": "a", "kind": "pipe", "format": "jpeg", "command": {{command}} }]""")),
            StringComparison.Ordinal);

    [Fact]
    public void Refuses_ACommandWithMoreArgumentsThanASystemTakes()
    {
        string command = $"""["sh"{string.Concat(Enumerable.Repeat(", \"\"", 1000))}]""";

        Assert.Contains(
            "has 1001 elements; use at most 1000.",
            Assert.Single(Errors("cameras", $$"""[{ "name": "a", "kind": "pipe", "format": "jpeg", "command": {{command}} }]""")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gate", null)]
    [InlineData("gate.site-a.example", null)]
    [InlineData("a/b", "$.device: is missing, and the host's name, \"a/b\", cannot be part of an MQTT topic: it holds /")]
    [InlineData("", "$.device: is missing, and the host's name, \"\", is empty")]
    public void TheHostsNameIsTheDevices_WhereItCanBePartOfATopic(string hostName, string? words)
    {
        var errors = new List<string>();

        new ConfigurationValidator(
            new EdgeVisionOptions { Cameras = [new() { Name = "a", Kind = CameraKind.Replay, Path = "p" }] }, hostName,
            (path, message) => errors.Add($"{path}: {message}")).Validate();

        if (words is null)
            Assert.Empty(errors);
        else
            Assert.StartsWith(words, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void TheDevicesDefaultNameIsTheWholeNameOfTheHost() => Assert.Equal(System.Net.Dns.GetHostName(), new EdgeVisionOptions().DeviceName);

    /// <summary>What is wrong with one section of a file that is right otherwise; the section is on line 3, the cameras on line 2.</summary>
    private static string[] Errors(string section, string value)
    {
        string text = section == "cameras"
            ? $$"""
            {
            "cameras": {{value}}
            }
            """
            : $$"""
            {
            "cameras": [{ "name": "a", "kind": "replay", "path": "p" }],
            "{{section}}": {{value}}
            }
            """;
        using var file = new ConfigurationFile(text);
        try
        {
            file.Load();
            return [];
        }
        catch (ConfigurationException e)
        {
            return [.. e.Errors.Select(error => error.ToString().Replace(file.Path, "file", StringComparison.Ordinal))];
        }
    }
}
