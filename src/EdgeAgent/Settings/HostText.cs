using System.Globalization;
using System.Net;

namespace EdgeVision.EdgeAgent.Settings;

/// <summary>What can be the name or address of a host, and what to write instead of what people write: URLs, <c>host:port</c>, blanks.</summary>
internal static class HostText
{
    // RFC 1035, section 2.3.4, without the length bytes of the wire.
    private const int MaxNameLength = 253;
    private const int MaxLabelLength = 63;

    /// <summary>
    /// The end of a sentence that begins with the value, or <see langword="null"/> for what can be looked up. Never repeats a user or password.
    /// </summary>
    public static string? FindError(string host)
    {
        if (host.Contains("://", StringComparison.Ordinal))
            return FindUrlError(host);
        if (host.Contains('@', StringComparison.Ordinal))
            return $"has a user in it; write \"host\": \"{host[(host.LastIndexOf('@') + 1)..]}\", and the user and password by username and passwordFile.";
        if (host.Any(char.IsWhiteSpace))
            return host.Trim() is { Length: > 0 } trimmed && !trimmed.Any(char.IsWhiteSpace)
                ? $"has a blank {(char.IsWhiteSpace(host[0]) ? "in front" : "behind")}; write \"{trimmed}\"."
                : "has a blank in it; write one host name or address, for example \"broker.local\".";
        if (host.Contains('/', StringComparison.Ordinal))
            return $"has a / in it; write the host alone, \"{host[..host.IndexOf('/', StringComparison.Ordinal)]}\".";
        if (host.Contains('[', StringComparison.Ordinal) || host.Contains(']', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal))
            return FindAddressError(host);

        return FindNameError(host);
    }

    private static string FindUrlError(string url)
    {
        int colon = url.IndexOf("://", StringComparison.Ordinal);
        string scheme = url[..colon];
        string rest = url[(colon + 3)..];
        rest = rest[..(rest.IndexOfAny(['/', '?', '#']) is int end and >= 0 ? end : rest.Length)];
        string authority = rest[(rest.LastIndexOf('@') + 1)..].Trim();
        (string host, int? port) = SplitPort(authority);
        bool isSecure = scheme.ToUpperInvariant() is "MQTTS" or "MQTT+SSL" or "MQTT+TLS" or "SSL" or "TLS" or "WSS" or "HTTPS";
        string user = authority.Length < rest.Length ? ", and the user and password by username and passwordFile" : "";
        string what = scheme.StartsWith("ws", StringComparison.OrdinalIgnoreCase) || scheme.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            ? "is a URL of a web server, but MQTT is spoken over TCP alone" : "is a URL";
        string settings = string.Create(
            CultureInfo.InvariantCulture, $"\"host\": \"{host}\"{(port is int number ? $", \"port\": {number}" : "")}{(isSecure ? ", \"tls\": {}" : "")}");
        return $"{what}; write {settings}{user}.";
    }

    private static string? FindAddressError(string host)
    {
        (string name, int? port) = SplitPort(host);
        if (port is int number)
            return string.Create(CultureInfo.InvariantCulture, $"has a port behind it; write \"host\": \"{name}\", \"port\": {number}.");
        if (host[0] == '[')
            return $"has brackets around it; write \"{name}\".";

        // An interface behind % need not be there yet.
        string address = host[..(host.IndexOf('%', StringComparison.Ordinal) is int percent and >= 0 ? percent : host.Length)];
        return IPAddress.TryParse(address, out _) && !address.Contains('[', StringComparison.Ordinal)
            ? null : "is neither a host name nor an IPv6 address; write one, for example \"broker.local\" or \"fd00::1\", and the port as \"port\".";
    }

    private static string? FindNameError(string host)
    {
        if (host.Length > MaxNameLength)
            return string.Create(CultureInfo.InvariantCulture, $"has {host.Length} characters; a host name has at most {MaxNameLength}.");

        foreach (char character in host)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.'))
            {
                return char.IsAscii(character)
                    ? $"has {(char.IsControl(character) ? $"the control character U+{(int)character:X4}" : $"a {character}")} in it; "
                        + "a host name has letters, digits, -, _ and dots."
                    : "has characters that no name server knows; write the name's form that begins with xn--, or the address.";
            }
        }

        // One dot at the end says that the name is whole.
        string[] labels = (host.EndsWith('.') ? host[..^1] : host).Split('.');
        foreach (string label in labels)
        {
            if (label.Length == 0)
                return "has two dots without a name between them, or one in front; write a host name or an address.";
            if (label.Length > MaxLabelLength)
                return string.Create(
                    CultureInfo.InvariantCulture, $"has {label.Length} characters between two dots; a host name has at most {MaxLabelLength} there.");
        }

        bool isNumbers = labels[^1].All(char.IsAsciiDigit);
        bool isIPv4 = labels.Length == 4 && !host.EndsWith('.')
            && labels.All(static label => byte.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        return isNumbers && !isIPv4 ? "is no host name and no IPv4 address, which has four numbers from 0 to 255; write one of them." : null;
    }

    /// <summary>Takes a port off, and the brackets around an IPv6 address.</summary>
    private static (string Host, int? Port) SplitPort(string authority)
    {
        int end = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        if (end > 0)
            return (authority[1..end], PortOf(authority[(end + 1)..]));

        int colon = authority.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon == authority.LastIndexOf(':') && PortOf(authority[colon..]) is int port ? (authority[..colon], port) : (authority, null);
    }

    private static int? PortOf(string text) =>
        text.StartsWith(':') && ushort.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0 ? port : null;
}
