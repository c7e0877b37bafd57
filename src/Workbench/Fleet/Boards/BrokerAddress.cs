using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>Where a broker listens, as <c>mqtt://host:port</c> or, with TLS, <c>mqtts://host:port</c>.</summary>
internal sealed record BrokerAddress(string Host, int Port, bool IsSecure)
{
    private const int PlainPort = 1883;
    private const int SecurePort = 8883;

    /// <summary>Text to address.</summary>
    /// <param name="error">The end of a sentence that begins with the text.</param>
    public static BrokerAddress? Parse(string text, out string error)
    {
        error = "is no address of a broker; write mqtt://broker.local or, with TLS, mqtts://broker.local:8883.";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("mqtt" or "mqtts") || uri.Host.Length == 0)
            return null;
        // Whoever is on this machine sees the arguments of its processes.
        if (uri.UserInfo.Length > 0)
            error = "has a user in it, and a command line is no place for a password; say --username NAME --password-file FILE.";
        else if (uri.PathAndQuery is not ("" or "/") || uri.Fragment.Length > 0)
            error = "has something behind the port; topics begin with what --prefix says.";
        else if (HostText.FindError(uri.IdnHost) is { } hostError)
            error = $"has a host that {hostError}";
        else if (uri.Port != 0)
            return new BrokerAddress(uri.IdnHost, uri.Port > 0 ? uri.Port : uri.Scheme == "mqtts" ? SecurePort : PlainPort, uri.Scheme == "mqtts");
        return null;
    }

    /// <summary>As <see cref="Parse"/> takes it.</summary>
    public override string ToString() => $"{(IsSecure ? "mqtts" : "mqtt")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";
}
