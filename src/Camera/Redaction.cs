using System.Text.RegularExpressions;

namespace EdgeVision.Camera;

/// <summary>
/// Masks what looks like a secret in text that is shown: passwords in URLs, values of settings, options and query parameters whose name says password, token or
/// key, and authorization headers. This only guesses; secrets that are known are masked by <see cref="Of(string, IEnumerable{string})"/>.
/// </summary>
public static partial class Redaction
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mask = "***";

    private const int Patience = 1000;

    // What is shorter is more often no secret (ffmpeg's -pass 1), and masking it everywhere would leave nothing to read.
    private const int MinGuessLength = 4;

    // A whole word, or one of its parts: rtsp_password, api-key, user-pw, x-auth-token; not "unauthorized" or "keyframe".
    private const string SecretName =
        @"(?:[\w.-]*[_.-])?(?:\w*(?:password|passwd|passphrase|passcode|secret|token|credentials?|apikey|api[_-]key|access[_-]?key|private[_-]?key)"
        + @"|pass|pwd|pw|psk|auth|sig|signature|key)(?:[_-]?\d+)?";

    /// <summary>The text with everything that looks like a secret masked.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            text = Address().Replace(text, static match => MaskedAddress(match.Value));
            text = Header().Replace(text, $"$1$2{Mask}");
            text = Setting().Replace(text, $"$1{Mask}");
            text = Option().Replace(text, $"$1{Mask}");
            text = UserOption().Replace(text, $"$1{Mask}");
            return WebToken().Replace(text, Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            // Only a text made to take long takes so long; it is not shown.
            return Mask;
        }
    }

    /// <summary>The same, with each of the given secrets masked first, as it is and as a URL has it.</summary>
    public static string Of(string text, IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(secrets);
        string[] spellings = [.. secrets.SelectMany(static secret => new[] { secret, Uri.EscapeDataString(secret), Unescaped(secret) })];
        foreach (string spelling in spellings.Where(static spelling => spelling.Length > 0).OrderByDescending(static spelling => spelling.Length))
            text = text.Replace(spelling, Mask, StringComparison.Ordinal);
        return Of(text);
    }

    /// <summary>A command line, its elements joined by spaces.</summary>
    public static string OfCommand(IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Of(string.Join(' ', command), SecretsIn(command));
    }

    /// <summary>The secrets that a command's elements spell out, so that they can be found in what the program writes.</summary>
    public static IReadOnlyList<string> SecretsIn(IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        List<string> secrets = [];
        try
        {
            for (int i = 0; i < command.Count; i++)
            {
                secrets.AddRange(Address().Matches(command[i]).Select(static match => SecretOf(match.Value)).OfType<string>());
                // An option's value may be the element behind it.
                string option = i + 1 < command.Count ? $"{command[i]} {command[i + 1]}" : command[i];
                foreach (Regex shape in new[] { Setting(), Option(), UserOption() })
                    secrets.AddRange(shape.Matches(option).Select(static match => match.Groups["value"].Value.Trim('"', '\'')));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // Then nothing of the command is shown; see Of.
        }

        return [.. secrets.Where(static secret => secret.Length >= MinGuessLength && secret != Mask).Distinct()];
    }

    private static string MaskedAddress(string address)
    {
        int start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        (int secret, int end) = FindSecret(address, start);
        return end < 0 ? address : $"{address[..secret]}{Mask}{address[end..]}";
    }

    private static string? SecretOf(string address)
    {
        int start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        (int secret, int end) = FindSecret(address, start);
        return end < 0 ? null : address[secret..end];
    }

    /// <summary>Where the secret of a URL begins and ends: after the user's name, or the whole of what is before the host. End −1: it has none.</summary>
    private static (int Start, int End) FindSecret(string address, int start)
    {
        int path = address.IndexOfAny(['/', '?', '#'], start);
        int authorityEnd = path < 0 ? address.Length : path;
        int at = address.LastIndexOf('@', authorityEnd - 1, authorityEnd - start);
        int colon = address.IndexOf(':', start);
        if (at >= 0)
            return (colon >= 0 && colon < at ? colon + 1 : start, at);

        // No user in front of the host. A "port" that is no number is a password with a slash in it, or one that was cut off.
        bool hasPort = colon < 0 || colon >= authorityEnd || address[start] == '['
            || !address.AsSpan(colon + 1, authorityEnd - colon - 1).ContainsAnyExceptInRange('0', '9');
        if (hasPort)
            return (0, -1);

        int late = address.LastIndexOf('@');
        return (colon + 1, late > colon ? late : authorityEnd);
    }

    private static string Unescaped(string secret)
    {
        string unescaped = Uri.UnescapeDataString(secret);
        return unescaped == secret ? "" : unescaped;
    }

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9+.-]*://[^\s""'<>|`]*[^\s""'<>|`:.,;!)]", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Address();

    [GeneratedRegex(@"(\b(?:Proxy-)?Authorization[""']?\s*[:=]\s*[""']?(?:Basic|Bearer|Digest|Token)?\s*)[^\r\n]+|(\bBearer\s+)[\w.~+/=-]{8,}",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Header();

    [GeneratedRegex(@"((?<![\w.$-])-{0,2}(?:" + SecretName + @")[""']?(?:\s*=\s*|[""']\s*:\s*|:\s+))(?<value>""[^""]*""|'[^']*'|[^\s&;,""']+)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Setting();

    [GeneratedRegex(
        @"((?<!\S)--?(?:" + SecretName + @")\s+)(?<value>""[^""]*""|'[^']*'|[^\s-]\S*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Option();

    [GeneratedRegex(@"((?<!\S)(?:-u|--user|--proxy-user)[\s=]+[^\s:]+:)(?<value>\S+)", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex UserOption();

    [GeneratedRegex(@"\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex WebToken();
}
