namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>TLS 1.2 or newer; the broker's certificate and name are always checked.</summary>
/// <param name="AuthorityFile">PEM certificates of who may sign the broker's; <see langword="null"/>: the operating system's.</param>
/// <param name="CertificateFile">Our own certificate chain, PEM, for brokers that ask for one; needs <paramref name="KeyFile"/>.</param>
/// <param name="KeyFile">The key of <paramref name="CertificateFile"/>, PEM, not encrypted.</param>
internal sealed record MqttTlsOptions(string? AuthorityFile = null, string? CertificateFile = null, string? KeyFile = null);
