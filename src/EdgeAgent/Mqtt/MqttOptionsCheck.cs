namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Refuses options that MQTT cannot carry, with a better explanation than a broker would give.</summary>
internal static class MqttOptionsCheck
{
    private const int MaxStringBytes = 65535;

    /// <exception cref="MqttException">The first option that cannot be used.</exception>
    public static void Require(MqttConnectionOptions options)
    {
        RequireText(options.Host, "The MQTT broker's host");
        RequireText(options.ClientId, "The MQTT client id");
        if (options.Credentials is { } credentials)
            RequireText(credentials.Username, "The MQTT username");
        if (options.Port is < 1 or > 65535)
            throw new MqttException($"The MQTT broker's port is {options.Port}; ports go from 1 to 65535.");
        if (options.KeepAlive.TotalSeconds is < 5 or > 65535)
            throw new MqttException($"The MQTT keep-alive is {options.KeepAlive.TotalSeconds:0.#} s; it must be from 5 to 65535 s.");
        // Message ids have 16 bits; this many in flight leave enough of them.
        if (options.MaxInFlight is < 1 or > 10_000)
            throw new MqttException($"The most MQTT messages in flight are {options.MaxInFlight}; choose from 1 to 10000.");
        if (options.Tls is { CertificateFile: null } != options.Tls is { KeyFile: null })
            throw new MqttException("MQTT's TLS has a client certificate without its key, or the other way round; give both files or neither.");
    }

    private static void RequireText(string text, string what)
    {
        if (text.Length == 0 || text.Contains('\0') || System.Text.Encoding.UTF8.GetByteCount(text) > MaxStringBytes)
            throw new MqttException(
                $"{what} is “{text.Replace("\0", "\\0", StringComparison.Ordinal)}”; it must have 1 to {MaxStringBytes} bytes and no zero byte.");
    }
}
