using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeVision.ModelStore.Fetching;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests.Fetching;

/// <summary>Whom a board believes that it is the server.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly DateTimeOffset s_from = DateTimeOffset.UtcNow.AddDays(-2);
    private static readonly DateTimeOffset s_until = DateTimeOffset.UtcNow.AddDays(100);

    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _authority;
    private readonly FetchOptions _trusting;
    private readonly byte[] _bundle;
    private readonly BundleFetcher _fetcher;

    static TlsTests() => HttpClient.DefaultProxy = new WebProxy();

    public TlsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=A company of its own", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(s_from, s_until);
        File.WriteAllText(_folder.PathTo("ca.pem"), _authority.ExportCertificatePem());
        _trusting = new FetchOptions { Attempts = 1, CaFile = _folder.PathTo("ca.pem") };
        _bundle = File.ReadAllBytes(SampleBundle.Write(_folder));
        _fetcher = new BundleFetcher(_folder.PathTo("models"), LinuxDisk.Instance, margin: 0, TimeProvider.System);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task AnAuthorityThatIsGiven_IsTrusted()
    {
        using HostileServer server = Serve(IPAddress.Loopback.ToString());

        Assert.Equal(_bundle, File.ReadAllBytes((await _fetcher.FetchAsync(server.Address, null, _trusting)).Path));
    }

    [Fact]
    public async Task AnAuthorityThatNobodyKnows_IsNotTrusted()
    {
        using HostileServer server = Serve(IPAddress.Loopback.ToString());

        await RefusedAsync(server, _trusting with { CaFile = null }, "its TLS is not trusted");
        Assert.Empty(server.Questions);
    }

    [Fact]
    public async Task AnotherServersName_IsNotTrusted()
    {
        using HostileServer server = Serve("192.0.2.1");

        await RefusedAsync(server, _trusting, "RemoteCertificateNameMismatch");
        Assert.Empty(server.Questions);
    }

    [Fact]
    public async Task ACertificateThatHasRunOut_IsNotTrusted()
    {
        using HostileServer server = Serve(IPAddress.Loopback.ToString(), until: DateTimeOffset.UtcNow.AddDays(-1));

        await RefusedAsync(server, _trusting, "this machine's clock");
    }

    [Fact]
    public async Task FromHttpsToHttp_NobodyIsSent()
    {
        using HostileServer server = Serve(
            IPAddress.Loopback.ToString(),
            answer: static stream => HostileServer.SendAsync(
                stream, "HTTP/1.1 302 Found\nLocation: http://127.0.0.1:1/x\nContent-Length: 0\nConnection: close"));

        UpdateException refusal = await RefusedAsync(server, _trusting with { AllowPlainHttp = true }, "it sends from https to plain http");
        Assert.Equal(UpdateReason.WeakerScheme, refusal.Reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task AFileWithoutCertificates_IsNamed(string? contents)
    {
        string path = _folder.PathTo("other.pem");
        if (contents is not null)
            File.WriteAllText(path, contents);
        using HostileServer server = Serve(IPAddress.Loopback.ToString());

        UpdateException refusal = await RefusedAsync(server, _trusting with { CaFile = path }, path);
        Assert.False(refusal.IsTransient);
    }

    private HostileServer Serve(string address, DateTimeOffset? until = null, Func<Stream, Task>? answer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(_authority, s_from.AddHours(1), until ?? s_until.AddHours(-1), [1, 2, 3, 4]);
        return new HostileServer((_, stream, _) => answer?.Invoke(stream) ?? HostileServer.SendWholeAsync(stream, _bundle), signed.CopyWithPrivateKey(key));
    }

    private async Task<UpdateException> RefusedAsync(HostileServer server, FetchOptions options, string words)
    {
        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => _fetcher.FetchAsync(server.Address, null, options));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
