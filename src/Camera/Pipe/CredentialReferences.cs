using System.Text;
using System.Text.RegularExpressions;
using EdgeVision.Linux;

namespace EdgeVision.Camera.Pipe;

/// <summary>
/// References to secrets, which a command may hold instead of the secrets themselves: <c>${credential:NAME}</c> is the file NAME in systemd's
/// <c>$CREDENTIALS_DIRECTORY</c>,
/// <c>${file:/PATH}</c> any other file. The secret is the file's first line. Any other <c>${…}</c> is left as it is, since it may be meant for a shell.
/// </summary>
public static partial class CredentialReferences
{
    /// <summary>The variable by which systemd says where a service's credentials are; it can be set by hand, too.</summary>
    public const string FolderVariable = "CREDENTIALS_DIRECTORY";

    private const int MaxSecretBytes = 4096;
    private const string Opening = "${credential:";

    /// <summary>What is wrong with a malformed <c>${credential:…}</c> in a text; <see langword="null"/>: there is none.</summary>
    public static string? FindMistake(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int count = 0;
        for (int i = text.IndexOf(Opening, StringComparison.Ordinal); i >= 0; i = text.IndexOf(Opening, i + 1, StringComparison.Ordinal))
            count++;
        return count == Reference().Matches(text).Count(static match => match.Groups["name"].Success)
            ? null
            : "names a credential in a way that cannot be read; write ${credential:NAME}, with letters, digits, dots, - and _ in the name.";
    }

    /// <summary>The files that a text refers to; credentials are among them only where $CREDENTIALS_DIRECTORY is set.</summary>
    public static IEnumerable<string> FilesIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? folder = Environment.GetEnvironmentVariable(FolderVariable);
        foreach (Match match in Reference().Matches(text))
        {
            if (match.Groups["path"].Success)
                yield return match.Groups["path"].Value;
            else if (!string.IsNullOrEmpty(folder))
                yield return Path.Combine(folder, match.Groups["name"].Value);
        }
    }

    /// <summary>Replaces each reference by its secret.</summary>
    /// <param name="secrets">Receives each secret.</param>
    /// <exception cref="PipeException">A secret's file is missing, cannot be read, or holds no secret.</exception>
    internal static string Resolve(string text, ICollection<string> secrets) => Reference().Replace(text, match =>
    {
        string secret = match.Groups["name"] is { Success: true, Value: var name }
            ? ReadCredential(name)
            : ReadFirstLine(match.Groups["path"].Value, $"The file {match.Groups["path"].Value}");
        secrets.Add(secret);
        return secret;
    });

    private static string ReadCredential(string name)
    {
        string? folder = Environment.GetEnvironmentVariable(FolderVariable);
        return string.IsNullOrEmpty(folder)
            ? throw new PipeException($"The credential {name} cannot be read: ${FolderVariable} is not set. Under systemd, "
                + $"LoadCredential={name}:/path/to/its/file in the unit sets it.")
            : ReadFirstLine(Path.Combine(folder, name), $"The credential {name}");
    }

    private static string ReadFirstLine(string path, string what)
    {
        try
        {
            if (RegularFile.IsReplaced(path))
                throw new PipeException($"{what} is a pipe or a device; a file's first line is the secret.");
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[MaxSecretBytes + 1];
            ReadOnlySpan<byte> line = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            int end = line.IndexOfAny((byte)'\r', (byte)'\n');
            line = end < 0 ? line : line[..end];
            if (line.IsEmpty)
                throw new PipeException($"{what} is empty; its first line is the secret.");
            if (line.Length > MaxSecretBytes || line.Contains((byte)0))
                throw new PipeException($"{what} holds more than {MaxSecretBytes} bytes or a zero byte on its first line; that is no secret.");
            return Encoding.UTF8.GetString(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PipeException($"{what} cannot be read: {Visible.Of(e.Message)}");
        }
    }

    [GeneratedRegex(@"\$\{(?:credential:(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)|file:(?<path>/[^}\0]*))\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reference();
}
