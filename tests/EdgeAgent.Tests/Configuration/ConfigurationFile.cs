using EdgeVision.EdgeAgent.Configuration;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

/// <summary>A configuration file that lives as long as its test.</summary>
internal sealed class ConfigurationFile : IDisposable
{
    private static readonly Dictionary<string, string> s_nothing = [];

    public ConfigurationFile(string text)
        : this(System.Text.Encoding.UTF8.GetBytes(text))
    {
    }

    public ConfigurationFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"edgevision-{Guid.NewGuid():n}.json");

    public EdgeVisionOptions Load(Dictionary<string, string>? environment = null, Dictionary<string, string>? overrides = null) =>
        ConfigurationLoader.Load(Path, environment ?? s_nothing, overrides ?? s_nothing);

    /// <summary>The messages of a file that must be refused, the file's name replaced by <c>file</c>.</summary>
    public string[] Errors(Dictionary<string, string>? environment = null, Dictionary<string, string>? overrides = null) =>
        [.. Assert.Throws<ConfigurationException>(() => Load(environment, overrides)).Errors.Select(
            error => error.ToString().Replace(Path, "file", StringComparison.Ordinal))];

    public void Dispose() => File.Delete(Path);
}
