namespace EdgeVision.ModelStore;

/// <summary>Which folder a store is.</summary>
public static class StoreFolder
{
    private const string Name = "models";

    /// <summary>
    /// Below the folder that systemd gave the daemon (<c>STATE_DIRECTORY</c>), else where the user's programs keep what they know (XDG Base Directory
    /// Specification); <see langword="null"/>: there is none.
    /// </summary>
    public static string? Default => Find(Environment.GetEnvironmentVariable);

    internal static string? Find(Func<string, string?> variable)
    {
        if (variable("STATE_DIRECTORY")?.Split(':')[0] is { Length: > 0 } state)
            return Path.Combine(state, Name);
        // That a relative path is ignored is the specification's rule.
        if (variable("XDG_STATE_HOME") is { } xdg && Path.IsPathRooted(xdg))
            return Path.Combine(xdg, "edgevision", Name);
        return variable("HOME") is { } home && Path.IsPathRooted(home) ? Path.Combine(home, ".local", "state", "edgevision", Name) : null;
    }
}
