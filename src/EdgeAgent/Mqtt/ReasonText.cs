using System.Text.RegularExpressions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>What the broker's reason codes mean (MQTT 5.0, section 2.4; MQTT 3.1.1, section 3.2.2.3), and what to do next.</summary>
internal static partial class ReasonText
{
    private static readonly MqttError s_takenOver = new(MqttErrorKind.TakenOver, "another client connected with the same client id (session taken over)");

    /// <summary>What an answer to CONNECT other than success means; <see langword="null"/>: success.</summary>
    public static MqttError? ForAnswer(MqttConnAckPacket answer, MqttProtocolVersion version)
    {
        if (version == MqttProtocolVersion.V311)
            return ForReturnCode((int)answer.ReturnCode);
        // A broker that knows only the older version answers in it.
        if ((int)answer.ReasonCode == (int)MqttConnectReturnCode.ConnectionRefusedUnacceptableProtocolVersion)
            return ForReturnCode(1);
        string words = Of((int)answer.ReasonCode, answer.ReasonCode.ToString(), answer.ReasonString, answer.ServerReference);
        return answer.ReasonCode switch
        {
            MqttConnectReasonCode.Success => null,
            MqttConnectReasonCode.UnsupportedProtocolVersion => new(MqttErrorKind.VersionRefused, "it does not speak this version of MQTT"),
            MqttConnectReasonCode.RetainNotSupported => new(MqttErrorKind.WillRetainRefused, words),
            MqttConnectReasonCode.QoSNotSupported => new(MqttErrorKind.WillQualityRefused, words),
            MqttConnectReasonCode.ClientIdentifierNotValid =>
                new(MqttErrorKind.Refused, $"it does not accept the client id; choose another by mqtt.clientId: {words}"),
            MqttConnectReasonCode.BadUserNameOrPassword => new(MqttErrorKind.Refused, $"username or password are wrong: {words}"),
            // Mosquitto answers so to a wrong password, too.
            MqttConnectReasonCode.NotAuthorized => new(MqttErrorKind.Refused, $"user name, password or client id are wrong or not authorised: {words}"),
            MqttConnectReasonCode.Banned or MqttConnectReasonCode.BadAuthenticationMethod or MqttConnectReasonCode.UseAnotherServer
                or MqttConnectReasonCode.ServerMoved or MqttConnectReasonCode.TopicNameInvalid or MqttConnectReasonCode.PacketTooLarge
                or MqttConnectReasonCode.PayloadFormatInvalid =>
                new(MqttErrorKind.Refused, words),
            (MqttConnectReasonCode)MqttDisconnectReasonCode.SessionTakenOver => s_takenOver,
            _ => new(MqttErrorKind.Lost, words),
        };
    }

    /// <summary>What the broker's DISCONNECT means.</summary>
    public static MqttError ForDisconnect(MqttDisconnectPacket packet)
    {
        string words = Of((int)packet.ReasonCode, packet.ReasonCode.ToString(), packet.ReasonString, packet.ServerReference);
        return packet.ReasonCode switch
        {
            MqttDisconnectReasonCode.SessionTakenOver => s_takenOver,
            MqttDisconnectReasonCode.NotAuthorized or MqttDisconnectReasonCode.UseAnotherServer or MqttDisconnectReasonCode.ServerMoved =>
                new(MqttErrorKind.Refused, words),
            (MqttDisconnectReasonCode)MqttConnectReasonCode.Banned or (MqttDisconnectReasonCode)MqttConnectReasonCode.BadUserNameOrPassword =>
                new(MqttErrorKind.Refused, words),
            MqttDisconnectReasonCode.NormalDisconnection => new(MqttErrorKind.Lost, "it ended the connection"),
            _ => new(MqttErrorKind.Dismissed, words),
        };
    }

    /// <summary>A reason code as the broker's acknowledgements carry it.</summary>
    public static string Of(int code, string name, string? text, string? server = null)
    {
        string said = int.TryParse(name, out _)
            ? "a reason that MQTT does not know"
            : WordStart().Replace(name.Replace("QoS", "Qos", StringComparison.Ordinal), static match => $" {match.Value}").Trim().ToLowerInvariant();
        string explained = string.IsNullOrEmpty(text) ? "" : $", “{ForeignText.Excerpt(text)}”";
        string elsewhere = string.IsNullOrEmpty(server) ? "" : $"; it names {ForeignText.Excerpt(server)}";
        return $"{said} (reason 0x{code:X2}){explained}{elsewhere}";
    }

    private static MqttError? ForReturnCode(int code) => code switch
    {
        0 => null,
        1 => new(MqttErrorKind.VersionRefused, "it does not speak this version of MQTT"),
        2 => new(MqttErrorKind.Refused, "it does not accept the client id; choose another by mqtt.clientId"),
        3 => new(MqttErrorKind.Lost, "it says that it is unavailable"),
        4 => new(MqttErrorKind.Refused, "username or password are wrong"),
        5 => new(MqttErrorKind.Refused, "user name, password or client id are wrong or not authorised"),
        _ => new(MqttErrorKind.Lost, $"it refuses for a reason that MQTT does not know (return code {code})"),
    };

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
