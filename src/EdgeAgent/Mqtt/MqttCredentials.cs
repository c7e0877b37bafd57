using System.Text;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Whom the broker is to let in.</summary>
/// <param name="Password">Spelled out; <see langword="null"/>: none, or from the file.</param>
/// <param name="PasswordFile">A file that holds the password on its first line, read anew at each attempt, for example below systemd's
/// <c>$CREDENTIALS_DIRECTORY</c>.</param>
internal sealed record MqttCredentials(string Username, string? Password = null, string? PasswordFile = null)
{
    private const int MaxPasswordBytes = 65535;

    /// <summary>
    /// The password as of now, as the broker is to get it: MQTT takes any bytes (MQTT 5.0, section 3.1.3.6), so those of a file go as they are,
    /// without the mark that some editors put in front of UTF-8. <see langword="null"/>: none.
    /// </summary>
    /// <exception cref="MqttException">The file cannot be read, or what it holds is no password.</exception>
    public byte[]? ReadPassword()
    {
        if (PasswordFile is null)
            return Password is null ? null : Checked(Encoding.UTF8.GetBytes(Password), "The MQTT password");
        try
        {
            RegularFile.Require(PasswordFile);
            using FileStream file = File.OpenRead(PasswordFile);
            // One byte more than a password may have shows that it is too long, whatever the file's size.
            byte[] start = new byte[Encoding.UTF8.Preamble.Length + MaxPasswordBytes + 1];
            Span<byte> line = start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
            if (line.StartsWith(Encoding.UTF8.Preamble))
                line = line[Encoding.UTF8.Preamble.Length..];
            int end = line.IndexOfAny((byte)'\r', (byte)'\n');
            return Checked((end < 0 ? line : line[..end]).ToArray(), $"The MQTT password file {PasswordFile}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new MqttException($"The MQTT password file {PasswordFile} cannot be read: {error.Message}");
        }
    }

    private static byte[] Checked(byte[] password, string what)
    {
        if (password.Length > MaxPasswordBytes)
            throw new MqttException($"{what} holds more than {MaxPasswordBytes} bytes on its first line.");
        // Brokers keep passwords in C strings, and a file that was saved as UTF-16 shows by its zero bytes.
        return password.Contains((byte)0) ? throw new MqttException($"{what} holds a zero byte; write the password as UTF-8 text.") : password;
    }

    /// <summary>Names the user and never the password, so that the record may be logged.</summary>
    public override string ToString() => $"user “{Username}”";
}
