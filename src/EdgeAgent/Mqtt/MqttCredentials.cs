namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Whom the broker is to let in.</summary>
/// <param name="Password">Spelled out; <see langword="null"/>: none, or from the file.</param>
/// <param name="PasswordFile">A file that holds the password on its first line, read anew at each attempt, for example below systemd's <c>$CREDENTIALS_DIRECTORY</c>.</param>
internal sealed record MqttCredentials(string Username, string? Password = null, string? PasswordFile = null)
{
    private const int LongestPassword = 65535;

    /// <summary>The password as of now.</summary>
    /// <exception cref="MqttException">The file cannot be read, or what it holds is no password.</exception>
    public string? ReadPassword()
    {
        if (PasswordFile is null)
            return Checked(Password, "The MQTT password");
        try
        {
            using var reader = new StreamReader(PasswordFile);
            // One character more than a password may have shows that it is too long, whatever the file's size.
            var text = new char[LongestPassword + 1];
            string content = new(text, 0, reader.ReadBlock(text));
            int end = content.AsSpan().IndexOfAny('\r', '\n');
            return Checked(end < 0 ? content : content[..end], $"The MQTT password file {PasswordFile}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MqttException($"The MQTT password file {PasswordFile} cannot be read: {error.Message}");
        }
    }

    private static string? Checked(string? password, string what)
    {
        if (password is null)
            return null;
        if (password.Length > LongestPassword || System.Text.Encoding.UTF8.GetByteCount(password) > LongestPassword)
            throw new MqttException($"{what} holds more than {LongestPassword} bytes on its first line.");
        // libmosquitto takes C strings and would silently stop at a zero byte.
        return password.Contains('\0') ? throw new MqttException($"{what} holds a zero byte; write the password as text.") : password;
    }

    /// <summary>Names the user and never the password, so that the record may be logged.</summary>
    public override string ToString() => $"user “{Username}”";
}
