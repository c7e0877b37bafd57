namespace EdgeVision.EdgeAgent.Mqtt.Interop;

/// <summary><c>enum mosq_err_t</c>, as far as the answers differ.</summary>
internal static class MosquittoResult
{
    public const int Success = 0;
    public const int OutOfMemory = 1;
    public const int Protocol = 2;
    public const int Invalid = 3;
    public const int NoConnection = 4;
    public const int ConnectionRefused = 5;
    public const int ConnectionLost = 7;
    public const int Tls = 8;
    public const int Authentication = 11;
    public const int Errno = 14;
    public const int NameResolution = 15;
    public const int KeepAlive = 19;
    public const int MalformedPacket = 21;
}
