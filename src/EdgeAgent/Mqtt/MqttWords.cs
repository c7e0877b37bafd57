using System.Runtime.InteropServices;
using EdgeVision.EdgeAgent.Mqtt.Interop;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Turns MQTT's and libmosquitto's codes into words and into what to do next.</summary>
internal static unsafe class MqttWords
{
    // MQTT 5.0, section 2.4
    private const int UnsupportedProtocolVersion = 0x84;
    private const int ClientIdentifierNotValid = 0x85;
    private const int BadUserNameOrPassword = 0x86;
    private const int NotAuthorized = 0x87;
    private const int Banned = 0x8A;
    private const int BadAuthenticationMethod = 0x8C;
    private const int SessionTakenOver = 0x8E;

    /// <summary>A libmosquitto result.</summary>
    public static string ForResult(int result) => Text(LibMosquitto.ErrorText(result));

    /// <summary>An MQTT 5 reason code.</summary>
    public static string ForReason(int reason) => $"{Text(LibMosquitto.ReasonText(reason))} (reason 0x{reason:X2})";

    /// <summary>What a CONNACK other than success means.</summary>
    /// <param name="code">An MQTT 5 reason code, or an MQTT 3.1.1 return code below 6.</param>
    public static MqttFailure ForConnack(int code) => code switch
    {
        1 or UnsupportedProtocolVersion => new(MqttFailureKind.VersionRefused, "it does not speak this version of MQTT"),
        2 or ClientIdentifierNotValid => new(MqttFailureKind.Refused, "it does not accept the client id"),
        4 or BadUserNameOrPassword => new(MqttFailureKind.Refused, "username or password are wrong"),
        // Mosquitto says so of a wrong password, too.
        5 or NotAuthorized => new(MqttFailureKind.Refused, "user name, password or client id are wrong or not authorised"),
        Banned or BadAuthenticationMethod => new(MqttFailureKind.Refused, ForReason(code)),
        SessionTakenOver => ForDisconnect(code),
        < 6 => new(MqttFailureKind.Lost, Text(LibMosquitto.ConnackText(code))),
        _ => new(MqttFailureKind.Lost, ForReason(code)),
    };

    /// <summary>What the end of a standing connection means.</summary>
    /// <param name="code">An MQTT 5 reason code from the broker's DISCONNECT (0x80 and above), or a libmosquitto result.</param>
    public static MqttFailure ForDisconnect(int code) => code switch
    {
        SessionTakenOver => new(MqttFailureKind.TakenOver, "another client connected with the same client id"),
        NotAuthorized or BadUserNameOrPassword or Banned => new(MqttFailureKind.Refused, ForReason(code)),
        >= 0x80 => new(MqttFailureKind.Lost, ForReason(code)),
        MosquittoResult.KeepAlive => new(MqttFailureKind.Lost, "it gave no sign of life"),
        MosquittoResult.Success or MosquittoResult.NoConnection or MosquittoResult.ConnectionLost => new(MqttFailureKind.Lost, "the connection was closed"),
        _ => new(MqttFailureKind.Lost, ForResult(code)),
    };

    private static string Text(byte* text) => (Marshal.PtrToStringUTF8((nint)text) ?? "unknown").TrimEnd('.', '\n');
}
