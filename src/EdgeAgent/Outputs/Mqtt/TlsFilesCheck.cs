using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>Whether the files of a TLS connection are PEM, hold what they should, fit each other and are valid now.</summary>
internal sealed class TlsFilesCheck(BrokerTlsOptions? tls, IFindings findings, DateTimeOffset now)
{
    private const string AuthoritySetting = "$.mqtt.tls.ca";
    private const string CertificateSetting = "$.mqtt.tls.certificate";
    private const string KeySetting = "$.mqtt.tls.key";
    private const int MostBytes = 4 << 20;
    private const byte DerSequence = 0x30;

    /// <summary>Reports everything.</summary>
    public void Check()
    {
        if (tls?.Ca is string authorities && Read(authorities, AuthoritySetting) is string authorityText)
        {
            using var certificates = new DisposableCertificates(ReadCertificates(authorities, authorityText, AuthoritySetting));
            // A bundle may carry old ones along; it is of no use when all are.
            if (certificates.All.Count > 0 && certificates.All.All(IsOutOfDate))
                WarnOfDate(authorities, certificates.All[0], AuthoritySetting);
        }

        if (tls?.Certificate is string certificate && Read(certificate, CertificateSetting) is string certificateText)
        {
            using var certificates = new DisposableCertificates(ReadCertificates(certificate, certificateText, CertificateSetting));
            if (certificates.All.Count > 0 && IsOutOfDate(certificates.All[0]))
                WarnOfDate(certificate, certificates.All[0], CertificateSetting);
            if (tls.Key is string key && Read(key, KeySetting) is string keyText)
                CheckKey(key, keyText, certificate, certificates.All.Count > 0 ? certificateText : null);
        }
    }

    private void CheckKey(string key, string keyText, string certificate, string? certificateText)
    {
        if (!keyText.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            string what = keyText.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)
                ? "holds a certificate, not its key"
                : "holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)";
            findings.Error(KeySetting, $"{key} {what}; name the file of the key.");
        }
        else if (keyText.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            findings.Error(
                KeySetting, $"{key} is encrypted, and nobody is there to give its passphrase; write it in plain by: openssl pkey -in {key} -out plain.key");
        }
        else if (certificateText is not null)
        {
            try
            {
                using X509Certificate2 both = X509Certificate2.CreateFromPem(certificateText, keyText);
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                findings.Error(KeySetting, $"{key} is not the key of {certificate}, or cannot be used: {e.Message}");
            }
        }
    }

    private X509Certificate2Collection ReadCertificates(string file, string text, string setting)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
            if (certificates.Count == 0)
                findings.Error(setting, $"{file} {WhatItIs(text)}");
        }
        catch (CryptographicException e)
        {
            findings.Error(setting, $"{file} holds a certificate that cannot be read: {e.Message}");
        }

        return certificates;

        string WhatItIs(string text) => text.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
            ? "holds a private key, not a certificate; name the file of the certificate."
            : text.Length > 0 && text[0] == DerSequence
                ? $"is not PEM but probably DER; convert it by: openssl x509 -inform der -in {file} -out {file}.pem"
                : "holds no certificate in PEM form (-----BEGIN CERTIFICATE-----); name the file of the certificate.";
    }

    private bool IsOutOfDate(X509Certificate2 certificate) => now < certificate.NotBefore || now > certificate.NotAfter;

    private void WarnOfDate(string file, X509Certificate2 certificate, string setting) => findings.Warning(
        setting,
        now > certificate.NotAfter
            ? $"the certificate of {certificate.Subject} in {file} has expired on {DayOf(certificate.NotAfter)}; renew it."
            : $"the certificate of {certificate.Subject} in {file} is not valid before {DayOf(certificate.NotBefore)}; is the clock right?");

    private static string DayOf(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The file's bytes as text; PEM is ASCII, and what is not must still be told apart.</summary>
    private string? Read(string file, string setting)
    {
        if (NamedFile.FindError(file) is string error)
        {
            findings.Error(setting, $"{file} {error}");
            return null;
        }

        try
        {
            using FileStream stream = File.OpenRead(file);
            byte[] bytes = new byte[MostBytes + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length <= MostBytes)
                return System.Text.Encoding.Latin1.GetString(bytes, 0, length);
            findings.Error(setting, $"{file} is larger than {MostBytes >> 20} MiB; that is no certificate.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Error(setting, $"{file} cannot be read: {e.Message}");
        }

        return null;
    }

    private readonly struct DisposableCertificates(X509Certificate2Collection certificates) : IDisposable
    {
        public X509Certificate2Collection All => certificates;

        public void Dispose()
        {
            foreach (X509Certificate2 certificate in certificates)
                certificate.Dispose();
        }
    }
}
