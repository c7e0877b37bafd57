using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

public sealed class MqttOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Passwords => new()
    {
        { "secret", "secret" },
        { "secret\n", "secret" },
        { "secret\r\nsecond line\n", "secret" },
        { " with spaces ", " with spaces " },
        { "", "" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Passwords))]
    public void Password_IsTheFilesFirstLine(string content, string password)
    {
        File.WriteAllText(_folder.PathTo("secret"), content);

        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(password), new MqttCredentials("cam", PasswordFile: _folder.PathTo("secret")).ReadPassword());
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xE9, (byte)'x', (byte)'\n', (byte)'y' }, new byte[] { 0xFF, 0xE9, (byte)'x' })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'x', (byte)'\r', (byte)'\n' }, new byte[] { (byte)'x' })]
    [InlineData(new byte[] { 0xC3, 0xA9 }, new byte[] { 0xC3, 0xA9 })]
    [InlineData(new byte[] { }, new byte[] { })]
    public void Password_IsTheBytesOfTheFile_WhateverTheyMean(byte[] content, byte[] password)
    {
        File.WriteAllBytes(_folder.PathTo("secret"), content);

        Assert.Equal(password, new MqttCredentials("cam", PasswordFile: _folder.PathTo("secret")).ReadPassword());
    }

    [Fact]
    public void FilesThatArePipes_AreRefused_InsteadOfWaitedFor()
    {
        string pipe = _folder.MakePipe("secret");

        string password = Assert.Throws<MqttException>(() => new MqttCredentials("cam", PasswordFile: pipe).ReadPassword()).Message;
        string authority = Assert.Throws<MqttException>(() => new BrokerTls(new MqttTlsOptions { AuthorityFile = pipe }, "broker").Dispose()).Message;

        Assert.Equal($"The MQTT password file {pipe} cannot be read: it is a pipe or a device, no file", password);
        Assert.Equal($"the TLS file {pipe} cannot be read: it is a pipe or a device, no file", authority);
    }

    [Fact]
    public void Password_ThatIsSpelledOut_IsUtf8()
    {
        Assert.Equal("é"u8.ToArray(), new MqttCredentials("cam", "é").ReadPassword());
        Assert.Null(new MqttCredentials("cam").ReadPassword());
    }

    [Theory, InlineData("a\0b"), InlineData("/"), InlineData("")]
    public void Rejects_APasswordFileThatCannotBeOne(string path) =>
        Assert.Throws<MqttException>(() => new MqttCredentials("cam", PasswordFile: path).ReadPassword());

    [Fact]
    public void Rejects_APasswordFileInUtf16()
    {
        File.WriteAllText(_folder.PathTo("secret"), "secret", System.Text.Encoding.Unicode);

        MqttException error = Assert.Throws<MqttException>(() => new MqttCredentials("cam", PasswordFile: _folder.PathTo("secret")).ReadPassword());

        Assert.Contains("write the password as UTF-8 text", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("se\0cret")]
    [InlineData(null)]
    public void Rejects_APasswordFileThatHoldsNone(string? content)
    {
        string path = _folder.PathTo("secret");
        File.WriteAllText(path, content ?? new string('x', 70_000));

        MqttException error = Assert.Throws<MqttException>(() => new MqttCredentials("cam", PasswordFile: path).ReadPassword());

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", error.Message.Replace(path, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThePasswordFile_ThatIsMissing()
    {
        MqttException error = Assert.Throws<MqttException>(() => new MqttCredentials("cam", PasswordFile: "/no/such/file").ReadPassword());

        Assert.Contains("/no/such/file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_PrintWithoutThePassword() => Assert.Equal("user “cam”", new MqttCredentials("cam", "secret").ToString());

    [Theory]
    [InlineData("", 1883, "id", 30, 64, "host is “”")]
    [InlineData("h\0st", 1883, "id", 30, 64, "host is “h\\0st”")]
    [InlineData("host", 0, "id", 30, 64, "port is 0")]
    [InlineData("host", 65536, "id", 30, 64, "port is 65536")]
    [InlineData("host", 1883, "", 30, 64, "client id is “”")]
    [InlineData("host", 1883, "id", 4, 64, "keep-alive is 4 s")]
    [InlineData("host", 1883, "id", 70000, 64, "keep-alive is 70000 s")]
    [InlineData("host", 1883, "id", 30, 0, "in flight are 0")]
    public void Rejects_OptionsThatCannotWork(string host, int port, string clientId, int keepAlive, int inFlight, string words)
    {
        var options = new MqttConnectionOptions
        {
            Host = host,
            Port = port,
            ClientId = clientId,
            KeepAlive = TimeSpan.FromSeconds(keepAlive),
            MaxInFlight = inFlight,
        };

        MqttException error = Assert.Throws<MqttException>(() => MqttOptionsCheck.Require(options));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_ACertificateWithoutItsKey()
    {
        var options = new MqttConnectionOptions { Host = "host", ClientId = "id", Tls = new MqttTlsOptions(CertificateFile: "client.pem") };

        MqttException error = Assert.Throws<MqttException>(() => MqttOptionsCheck.Require(options));

        Assert.Contains("without its key", error.Message, StringComparison.Ordinal);
    }
}
