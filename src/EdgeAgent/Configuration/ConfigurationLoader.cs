using System.Collections;
using System.Text;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Reads the configuration: the options' own defaults, then the file, then the environment, then the command line; the later one wins.</summary>
internal static class ConfigurationLoader
{
    /// <summary>Environment variables that are settings begin with this; <c>__</c> separates levels: <c>EDGEVISION__MQTT__HOST</c>.</summary>
    public const string EnvironmentPrefix = "EDGEVISION__";

    /// <summary>From a file and this process's environment.</summary>
    /// <inheritdoc cref="Load(string?, IReadOnlyDictionary{string, string}, IReadOnlyDictionary{string, string})"/>
    public static EdgeVisionOptions Load(string? path, IReadOnlyDictionary<string, string> overrides) =>
        Load(
            path,
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
            overrides);

    /// <summary>From a file, an environment and the command line.</summary>
    /// <param name="path">A JSON file; <see langword="null"/>: none.</param>
    /// <param name="environment">Variables that do not begin with <see cref="EnvironmentPrefix"/> are ignored.</param>
    /// <param name="overrides">Values by keys such as <c>mqtt:host</c> or <c>cameras:0:width</c>; lists and objects as JSON.</param>
    /// <exception cref="ConfigurationException">Everything that is wrong, at once.</exception>
    public static EdgeVisionOptions Load(string? path, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> overrides)
    {
        var errors = new List<ConfigurationFinding>();
        var origin = new ConfigurationOrigin(path ?? "command line");
        ConfigurationNode root = (path is null ? null : ReadFile(path, errors)) ?? new ConfigurationNode(ConfigurationNodeKind.Object, origin);
        if (root.Kind != ConfigurationNodeKind.Object)
            errors.Add(new(root.Origin, "$", $"{root} is not an object; write {{ \"key\": value }}."));
        if (errors.Exists(error => error.Path == "$"))
            throw Exception(errors);

        var overriding = new ConfigurationOverrides(root, errors);
        foreach ((string name, string value) in environment.Where(IsSetting).OrderBy(variable => variable.Key, StringComparer.Ordinal))
            overriding.Set(name[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal), value, new($"environment variable {name}"));
        foreach ((string key, string value) in overrides)
            overriding.Set(key, value, new($"--set {key}"));

        var binder = new OptionsBinder(errors);
        var options = binder.Bind<EdgeVisionOptions>(root);
        new ConfigurationValidator(options, EdgeVisionOptions.HostName, Add).Validate();
        return errors.Count == 0 ? options with { OriginOf = binder.OriginOf } : throw Exception(errors);

        // A setting that could not be bound looks like a missing one to the validator, a list with such an item like a shorter one, and a section of
        // unknown kind like one of the default's; one error about it is enough.
        void Add(string path, string message)
        {
            string section = path[..Math.Max(path.LastIndexOf('.'), 0)];
            string[] whole = [path, $"{section}.kind", $"{section}.driver"];
            if (!errors.Exists(error => whole.Contains(error.Path) || error.Path.StartsWith($"{path}[", StringComparison.Ordinal)))
                errors.Add(new(binder.OriginOf(path), path, message));
        }
    }

    private const string Example = "edgevision.example.json, which is in /usr/share/doc/edgevision, or in deploy/systemd of the sources";

    private static bool IsSetting(KeyValuePair<string, string> variable) => variable.Key.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase);

    private static ConfigurationNode? ReadFile(string path, List<ConfigurationFinding> errors)
    {
        try
        {
            if (RegularFile.IsReplaced(path))
            {
                errors.Add(new(new(path), "$", "is a pipe or a device; name a file, which a reload can read again."));
                return null;
            }

            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[ConfigurationReader.MaximumBytes + 1];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (bytes.AsSpan(0, length).TrimStart(Encoding.UTF8.Preamble).Trim(" \t\r\n"u8).IsEmpty)
                errors.Add(new(new(path), "$", $"is empty; begin with {Example}."));
            else if (length <= ConfigurationReader.MaximumBytes)
                return ConfigurationReader.Read(bytes.AsSpan(0, length), path, firstLine: 1, errors);
            else
                errors.Add(new(new(path), "$", $"is larger than {ConfigurationReader.MaximumBytes} bytes; that is no configuration."));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(new(new(path), "$", $"there is no such file; name yours with --config, or begin with {Example}."));
        }
        catch (UnauthorizedAccessException)
        {
            errors.Add(new(
                new(path), "$",
                Directory.Exists(path) ? "is a folder; name the file in it." : $"cannot be read by user {Environment.UserName}; let that user read it."));
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            errors.Add(new(new(path), "$", $"cannot be read: {e.Message}"));
        }

        return null;
    }

    private static ConfigurationException Exception(List<ConfigurationFinding> errors) => new(ConfigurationFinding.InOrder(errors));
}
