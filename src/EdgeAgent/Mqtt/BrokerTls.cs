using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>
/// TLS to a broker by the system's OpenSSL: which authorities are trusted, which certificate of ours is shown, and why a handshake fails, in words.
/// </summary>
/// <remarks>Files are read anew at each connect, so that replaced ones are used without a restart.</remarks>
internal sealed class BrokerTls : IDisposable
{
    private readonly string _host;
    private readonly X509Certificate2Collection _authorities;
    private readonly SslStreamCertificateContext? _own;
    private string? _objection;

    /// <exception cref="MqttException">A file cannot be read or does not hold what it should.</exception>
    public BrokerTls(MqttTlsOptions options, string host)
    {
        _host = host;
        _authorities = options.AuthorityFile is { } authority ? ReadAuthorities(authority) : [];
        _own = options is { CertificateFile: { } certificate, KeyFile: { } key } ? ReadOwn(certificate, key) : null;
    }

    /// <summary>Makes the encrypted stream over <paramref name="plain"/>, and owns that.</summary>
    /// <exception cref="MqttException">The handshake fails; why, and what to do.</exception>
    public async Task<SslStream> SecureAsync(Stream plain, CancellationToken cancellation)
    {
        var secured = new SslStream(plain);
        try
        {
            await secured.AuthenticateAsClientAsync(Describe(), cancellation);
            return secured;
        }
        catch (IOException error) when (_objection is null && ExplainAlert(error) is null)
        {
            await secured.DisposeAsync();
            // A proxy in front of a broker that is just starting does the same, so a person need not be at fault.
            throw new MqttException(
                "it closed the connection within the TLS handshake; perhaps its port is one without TLS (with TLS it is 8883 by convention)",
                MqttErrorKind.Unreachable);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or CryptographicException)
        {
            await secured.DisposeAsync();
            throw new MqttException($"TLS fails: {_objection ?? Explain(error)}");
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// What an error of a secured connection says about our own certificate, which TLS 1.3 judges after the handshake; <see langword="null"/>: nothing.
    /// </summary>
    public static string? ExplainAlert(Exception error)
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner.Message.Contains("certificate required", StringComparison.OrdinalIgnoreCase))
                return "TLS fails: the broker asks for a certificate of ours; set mqtt.tls.certificate and mqtt.tls.key";
            if (inner.Message.Contains("alert", StringComparison.OrdinalIgnoreCase) && inner.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase)
                || inner.Message.Contains("alert unknown ca", StringComparison.OrdinalIgnoreCase))
                return "TLS fails: the broker does not accept our certificate; "
                    + "mqtt.tls.certificate must be valid and signed by an authority that the broker trusts";
        }

        return null;
    }

    public void Dispose()
    {
        foreach (X509Certificate2 authority in _authorities)
            authority.Dispose();
        foreach (X509Certificate2 intermediate in _own?.IntermediateCertificates ?? [])
            intermediate.Dispose();
        _own?.TargetCertificate.Dispose();
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        Read(file, "authorities", () => authorities.ImportFromPemFile(file));
        return authorities.Count > 0
            ? authorities
            : throw new MqttException($"the TLS file {file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }

    private static SslStreamCertificateContext ReadOwn(string certificateFile, string keyFile)
    {
        X509Certificate2? certificate = null;
        var chain = new X509Certificate2Collection();
        Read(certificateFile, "certificate", () => chain.ImportFromPemFile(certificateFile));
        Read(keyFile, "key", () => certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile));
        return SslStreamCertificateContext.Create(certificate!, [.. chain.Skip(1)], offline: true);
    }

    private static void Read(string file, string what, Action read)
    {
        try
        {
            RegularFile.Require(file);
            read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MqttException($"the TLS file {file} cannot be read: {error.Message.TrimEnd('.')}");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            string hint = what == "key" ? "; it must be the certificate's own key, in PEM form and not encrypted" : "; it must be in PEM form";
            throw new MqttException($"the TLS file {file} holds no usable {what}: {error.Message.TrimEnd('.')}{hint}");
        }
    }

    private static string Explain(Exception error)
    {
        if (ExplainAlert(error) is { } alert)
            return alert["TLS fails: ".Length..];
        string words = error.GetBaseException().Message.TrimEnd('.');
        bool isForeign = error.Message.Contains("frame", StringComparison.OrdinalIgnoreCase)
            || words.Contains("wrong version number", StringComparison.OrdinalIgnoreCase)
            || words.Contains("packet length too long", StringComparison.OrdinalIgnoreCase);
        if (isForeign)
            return "what answers there does not speak TLS; check mqtt.port (8883 by convention), or leave out mqtt.tls";
        return words.Contains("handshake failure", StringComparison.OrdinalIgnoreCase)
            ? $"the broker ends the handshake ({Visible(words)}); it may want a certificate of ours (mqtt.tls.certificate), "
                + "or a version of TLS other than 1.2 and 1.3"
            : words;
    }

    private SslClientAuthenticationOptions Describe()
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            // No downloads: a certificate must not make us contact servers that it names.
            DisableCertificateDownloads = true,
        };
        if (_authorities.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_authorities);
        }

        return new SslClientAuthenticationOptions
        {
            TargetHost = _host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = policy,
            ClientCertificateContext = _own,
            RemoteCertificateValidationCallback = Accept,
        };
    }

    private bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        _objection = Object(certificate as X509Certificate2, chain, errors);
        return false;
    }

    private string Object(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return "the broker shows no certificate";
        X509ChainStatusFlags flags = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, static (all, status) => all | status.Status);
        string subject = Visible(certificate.Subject);
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return DateTime.Now < certificate.NotBefore
                ? $"the broker's certificate ({subject}) is valid from {Day(certificate.NotBefore)} on; is this machine's clock right?"
                : DateTime.Now > certificate.NotAfter
                    ? $"the broker's certificate ({subject}) has expired on {Day(certificate.NotAfter)}; renew it on the broker, "
                        + "or set this machine's clock if that is wrong"
                    : $"a certificate above the broker's ({subject}) has expired; renew it on the broker and in mqtt.tls.ca";
        if (flags != X509ChainStatusFlags.NoError)
        {
            string wanted = _authorities.Count > 0 ? "an authority of mqtt.tls.ca" : "an authority this system knows; name its file by mqtt.tls.ca";
            return $"the broker's certificate ({subject}, issued by {Visible(certificate.Issuer)}) is not signed by {wanted} "
                + $"(certificate verify failed: {flags})";
        }

        return $"the broker's certificate is for another name ({Names(certificate)}) than mqtt.host “{_host}”";
    }

    private static string Names(X509Certificate2 certificate)
    {
        IEnumerable<string> names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(
                static extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(static address => address.ToString())));
        string listed = string.Join(", ", names.Take(8));
        return Visible(listed.Length > 0 ? listed : certificate.Subject);
    }

    private static string Visible(string text) => ForeignText.Excerpt(text);

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
