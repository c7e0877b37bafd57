namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>Secrets that systemd hands to the service as files (LoadCredential= in systemd.exec(5)).</summary>
internal static class SystemdCredentials
{
    /// <summary>The file of a credential, or <see langword="null"/> when systemd gave none or a blank one, which is the unit's default.</summary>
    public static string? PathTo(string name) => PathTo(name, Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY"));

    /// <summary>The file of a credential in a folder.</summary>
    internal static string? PathTo(string name, string? folder)
    {
        if (string.IsNullOrEmpty(folder))
            return null;
        string path = Path.Combine(folder, name);
        try
        {
            return File.Exists(path) && !string.IsNullOrWhiteSpace(File.ReadAllText(path)) ? path : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is there; who reads the password from it tells why that fails.
            return path;
        }
    }
}
