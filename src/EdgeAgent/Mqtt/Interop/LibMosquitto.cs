using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Mqtt.Interop;

/// <summary>Eclipse libmosquitto's C interface (mosquitto.h of 2.0), as far as it is used. Strings are UTF-8; results are <see cref="MosquittoResult"/> codes.</summary>
internal static unsafe partial class LibMosquitto
{
    /// <summary>The library's soname: the run-time package holds no unversioned name.</summary>
    public const string Name = "libmosquitto.so.1";

    // mosq_opt_t
    public const int OptionProtocolVersion = 1;
    public const int OptionTcpNoDelay = 11;
    public const int OptionTlsUseOsCertificates = 13;

    // MQTT 5.0, table 2-4
    public const int PropertyMessageExpiryInterval = 2;
    public const int PropertySessionExpiryInterval = 17;
    public const int PropertyWillDelayInterval = 24;

    // MOSQ_LOG_*
    public const int LogWarning = 4;
    public const int LogError = 8;

    [LibraryImport(Name, EntryPoint = "mosquitto_lib_init")]
    public static partial int Initialise();

    [LibraryImport(Name, EntryPoint = "mosquitto_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint New(string id, [MarshalAs(UnmanagedType.U1)] bool cleanSession, nint user);

    [LibraryImport(Name, EntryPoint = "mosquitto_destroy")]
    public static partial void Destroy(nint client);

    [LibraryImport(Name, EntryPoint = "mosquitto_threaded_set")]
    public static partial int SetThreaded(MosquittoHandle client, [MarshalAs(UnmanagedType.U1)] bool threaded);

    [LibraryImport(Name, EntryPoint = "mosquitto_int_option")]
    public static partial int SetOption(MosquittoHandle client, int option, int value);

    [LibraryImport(Name, EntryPoint = "mosquitto_username_pw_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetCredentials(MosquittoHandle client, string? username, string? password);

    [LibraryImport(Name, EntryPoint = "mosquitto_will_set_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetWill(MosquittoHandle client, string topic, int length, byte* payload, int quality, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Name, EntryPoint = "mosquitto_tls_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetTls(MosquittoHandle client, string? authorityFile, string? authorityFolder, string? certificateFile, string? keyFile, nint passwordCallback);

    [LibraryImport(Name, EntryPoint = "mosquitto_connect_bind_v5", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Connect(MosquittoHandle client, string host, int port, int keepAlive, string? bindAddress, nint properties);

    [LibraryImport(Name, EntryPoint = "mosquitto_disconnect_v5")]
    public static partial int Disconnect(MosquittoHandle client, int reason, nint properties);

    [LibraryImport(Name, EntryPoint = "mosquitto_loop", SetLastError = true)]
    public static partial int Loop(MosquittoHandle client, int timeout, int maximumPackets);

    [LibraryImport(Name, EntryPoint = "mosquitto_publish_v5")]
    public static partial int Publish(
        MosquittoHandle client, int* messageId, byte* topic, int length, byte* payload, int quality, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Name, EntryPoint = "mosquitto_subscribe_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Subscribe(MosquittoHandle client, out int messageId, string filter, int quality, int options, nint properties);

    [LibraryImport(Name, EntryPoint = "mosquitto_topic_matches_sub", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TopicMatches(string filter, byte* topic, byte* matches);

    [LibraryImport(Name, EntryPoint = "mosquitto_property_add_int32")]
    public static partial int AddProperty(ref nint properties, int identifier, uint value);

    [LibraryImport(Name, EntryPoint = "mosquitto_property_free_all")]
    public static partial void FreeProperties(ref nint properties);

    [LibraryImport(Name, EntryPoint = "mosquitto_strerror")]
    public static partial byte* ErrorText(int error);

    [LibraryImport(Name, EntryPoint = "mosquitto_reason_string")]
    public static partial byte* ReasonText(int reason);

    [LibraryImport(Name, EntryPoint = "mosquitto_connack_string")]
    public static partial byte* ConnackText(int code);

    [LibraryImport(Name, EntryPoint = "mosquitto_connect_v5_callback_set")]
    public static partial void OnConnect(MosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Name, EntryPoint = "mosquitto_disconnect_v5_callback_set")]
    public static partial void OnDisconnect(MosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, int, nint, void> callback);

    [LibraryImport(Name, EntryPoint = "mosquitto_publish_v5_callback_set")]
    public static partial void OnPublish(MosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Name, EntryPoint = "mosquitto_subscribe_v5_callback_set")]
    public static partial void OnSubscribe(MosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, nint, void> callback);

    [LibraryImport(Name, EntryPoint = "mosquitto_message_v5_callback_set")]
    public static partial void OnMessage(MosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, MosquittoMessage*, nint, void> callback);

    [LibraryImport(Name, EntryPoint = "mosquitto_log_callback_set")]
    public static partial void OnLog(MosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, int, byte*, void> callback);
}
