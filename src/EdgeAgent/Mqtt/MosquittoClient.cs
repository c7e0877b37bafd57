using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeVision.EdgeAgent.Mqtt.Interop;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>One <c>struct mosquitto</c>: turns its C calls and callbacks into ours and decides nothing. Results are <see cref="MosquittoResult"/> codes.</summary>
/// <remarks>
/// One thread connects and runs <see cref="Loop"/>; <see cref="Publish"/> and <see cref="Disconnect"/> may be called by any. The library's own
/// thread (mosquitto_loop_start) is not used: it ends for good when a broker refuses credentials or a certificate.
/// </remarks>
internal sealed unsafe class MosquittoClient : IDisposable
{
    private readonly MosquittoHandle _handle;
    private readonly IMosquittoEvents _events;
    private readonly MqttProtocolVersion _version;

    public MosquittoClient(string clientId, bool cleanStart, MqttProtocolVersion version, IMosquittoEvents events)
    {
        MosquittoLibrary.Require();
        _events = events;
        _version = version;
        _handle = new MosquittoHandle(clientId, cleanStart, this);
        Expect(LibMosquitto.SetThreaded(_handle, true), "threads");
        Expect(LibMosquitto.SetOption(_handle, LibMosquitto.OptionProtocolVersion, (int)version), "the protocol version");
        Expect(LibMosquitto.SetOption(_handle, LibMosquitto.OptionTcpNoDelay, 1), "TCP_NODELAY");
        LibMosquitto.OnConnect(_handle, &Connected);
        LibMosquitto.OnDisconnect(_handle, &Disconnected);
        LibMosquitto.OnPublish(_handle, &Published);
        LibMosquitto.OnSubscribe(_handle, &Subscribed);
        LibMosquitto.OnMessage(_handle, &MessageArrived);
    }

    /// <summary>What the library complained of since logging was last switched on: OpenSSL's words are found nowhere else.</summary>
    public string? LastComplaint { get; private set; }

    public void SetCredentials(string username, string? password) => Expect(LibMosquitto.SetCredentials(_handle, username, password), $"the user “{username}”");

    public void SetWill(MqttWill will)
    {
        nint properties = 0;
        // The delay only takes effect when the session outlives the connection: Connect asks for that.
        if (_version == MqttProtocolVersion.V5 && will.Delay > TimeSpan.Zero)
            Expect(LibMosquitto.AddProperty(ref properties, LibMosquitto.PropertyWillDelayInterval, Seconds(will.Delay)), "the will's delay");
        MqttMessage message = will.Message;
        fixed (byte* payload = message.Payload.Span)
            Expect(LibMosquitto.SetWill(_handle, message.Topic, message.Payload.Length, payload, (int)message.Quality, message.Retain, properties), $"the will on “{message.Topic}”");
    }

    public void SetTls(MqttTlsOptions tls)
    {
        foreach (string? file in (ReadOnlySpan<string?>)[tls.AuthorityFile, tls.CertificateFile, tls.KeyFile])
            RequireReadable(file);
        if (tls.AuthorityFile is null)
            Expect(LibMosquitto.SetOption(_handle, LibMosquitto.OptionTlsUseOsCertificates, 1), "the operating system's certificates");
        if (tls.AuthorityFile is null && tls.CertificateFile is null)
            return;
        // mosquitto_tls_set takes a client certificate only together with authorities; the folder is where Debian keeps the system's.
        string? folder = tls.AuthorityFile is null ? "/etc/ssl/certs" : null;
        Expect(LibMosquitto.SetTls(_handle, tls.AuthorityFile, folder, tls.CertificateFile, tls.KeyFile, 0), "the TLS files");
    }

    /// <summary>Connects by TCP, blocking, and sends CONNECT; the broker's answer comes out of <see cref="Loop"/>.</summary>
    public int Connect(string host, int port, TimeSpan keepAlive, TimeSpan sessionExpiry, out int errno)
    {
        nint properties = 0;
        try
        {
            if (_version == MqttProtocolVersion.V5 && sessionExpiry > TimeSpan.Zero)
                Expect(LibMosquitto.AddProperty(ref properties, LibMosquitto.PropertySessionExpiryInterval, Seconds(sessionExpiry)), "the session's expiry");
            int result = LibMosquitto.Connect(_handle, host, port, (int)Seconds(keepAlive), null, properties);
            errno = Marshal.GetLastPInvokeError();
            return result;
        }
        finally
        {
            LibMosquitto.FreeProperties(ref properties);
        }
    }

    /// <summary>Waits for network traffic or a publisher, at most <paramref name="limit"/>, and handles it; callbacks run inside.</summary>
    public int Loop(TimeSpan limit, out int errno)
    {
        int result = LibMosquitto.Loop(_handle, (int)limit.TotalMilliseconds, 1);
        errno = Marshal.GetLastPInvokeError();
        return result;
    }

    /// <param name="topic">UTF-8, ended by a zero byte.</param>
    public int Publish(byte* topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry, out int messageId)
    {
        nint properties = 0;
        int id = 0;
        if (expiry is { } limit && _version == MqttProtocolVersion.V5)
        {
            int added = LibMosquitto.AddProperty(ref properties, LibMosquitto.PropertyMessageExpiryInterval, Seconds(limit));
            if (added != MosquittoResult.Success)
            {
                messageId = 0;
                return added;
            }
        }

        int result;
        fixed (byte* bytes = payload)
            result = LibMosquitto.Publish(_handle, &id, topic, payload.Length, bytes, (int)quality, retain, properties);
        if (properties != 0)
            LibMosquitto.FreeProperties(ref properties);
        messageId = id;
        return result;
    }

    public int Subscribe(string filter, MqttQualityOfService quality, out int messageId) => LibMosquitto.Subscribe(_handle, out messageId, filter, (int)quality, 0, 0);

    public int Disconnect() => LibMosquitto.Disconnect(_handle, 0, 0);

    /// <summary>Switches the library's log on or off. It formats every packet it sends, so it is on only while connecting.</summary>
    public void Listen(bool toComplaints)
    {
        if (toComplaints)
            LastComplaint = null;
        LibMosquitto.OnLog(_handle, toComplaints ? &Logged : null);
    }

    public void Dispose() => _handle.Dispose();

    private static uint Seconds(TimeSpan span) => (uint)Math.Clamp(Math.Ceiling(span.TotalSeconds), 1, uint.MaxValue - 1);

    private static void Expect(int result, string what)
    {
        if (result != MosquittoResult.Success)
            throw new MqttException($"libmosquitto does not accept {what}: {MqttWords.ForResult(result)}.");
    }

    private static void RequireReadable(string? file)
    {
        if (file is null)
            return;
        try
        {
            using FileStream stream = File.OpenRead(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MqttException($"The TLS file {file} cannot be read: {error.Message}");
        }
    }

    private static MosquittoClient? From(nint user) => GCHandle.FromIntPtr(user).Target as MosquittoClient;

    // An exception must not cross into C. The receiver guards what it calls; whatever still comes up here has no better place to go than nowhere.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Connected(nint client, nint user, int code, int flags, nint properties)
    {
        try
        {
            From(user)?._events.OnConnack(code);
        }
        catch (Exception)
        {
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Disconnected(nint client, nint user, int code, nint properties)
    {
        try
        {
            From(user)?._events.OnDisconnect(code);
        }
        catch (Exception)
        {
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Published(nint client, nint user, int messageId, int reason, nint properties)
    {
        try
        {
            From(user)?._events.OnPublished(messageId, reason);
        }
        catch (Exception)
        {
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Subscribed(nint client, nint user, int messageId, int count, int* granted, nint properties)
    {
        try
        {
            From(user)?._events.OnSubscribed(messageId, count > 0 ? *granted : 0x80);
        }
        catch (Exception)
        {
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void MessageArrived(nint client, nint user, MosquittoMessage* message, nint properties)
    {
        try
        {
            ReadOnlySpan<byte> topic = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message->Topic);
            From(user)?._events.OnMessage(topic, new ReadOnlySpan<byte>(message->Payload, message->PayloadLength), message->Retain != 0);
        }
        catch (Exception)
        {
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Logged(nint client, nint user, int level, byte* text)
    {
        try
        {
            if (level is LibMosquitto.LogWarning or LibMosquitto.LogError && From(user) is { } mosquitto)
                mosquitto.LastComplaint ??= Marshal.PtrToStringUTF8((nint)text);
        }
        catch (Exception)
        {
        }
    }
}
