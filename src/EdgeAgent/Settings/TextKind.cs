namespace EdgeVision.EdgeAgent.Settings;

/// <summary>What a string is for, and so what may be in it. None may hold a zero byte: wherever it goes, a C string would end there.</summary>
internal enum TextKind
{
    /// <summary>A word or a line: at most 4096 bytes of UTF-8, no control characters.</summary>
    Plain,

    /// <summary>A file or folder: at most 4095 bytes, 255 between two slashes (Linux' PATH_MAX and NAME_MAX).</summary>
    Path,

    /// <summary>An argument of a program: at most 131071 bytes (Linux' MAX_ARG_STRLEN), anything but a zero byte.</summary>
    Argument,

    /// <summary>A broker's host name or IP address, without what a URL has besides; see <see cref="HostText"/>.</summary>
    BrokerHost,

    /// <summary>One level of an MQTT topic; see <see cref="TopicName"/>.</summary>
    TopicLevel,

    /// <summary>One or more levels of an MQTT topic.</summary>
    TopicLevels,

    /// <summary>A string of an MQTT packet: at most 65535 bytes, none of the characters that MQTT forbids.</summary>
    MqttText,

    /// <summary>An MQTT password: at most 65535 bytes. Messages never repeat it.</summary>
    Password,
}
