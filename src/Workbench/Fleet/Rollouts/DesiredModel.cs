using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>What boards are to run: a bundle by its address, or a model they have by its name.</summary>
internal sealed record DesiredModel(string? Url, string? Sha256, string? Name, string? Version)
{
    /// <summary>What tells a board to follow its own configuration. An empty message does so only while it is connected.</summary>
    public const string Nothing = "null";

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>From what a person types.</summary>
    /// <param name="model">An address or a name.</param>
    /// <exception cref="UsageException">No board would heed it.</exception>
    public static DesiredModel Of(string model, string? sha256, string? version)
    {
        if (version is not null && !ModelMessage.CanBeName(version))
            throw new UsageException($"--version {version}: a version has letters, digits, '.', '_', '-' and '+', at most 100, and no '.' first.");
        if (!model.Contains("://", StringComparison.Ordinal))
        {
            if (!ModelMessage.CanBeName(model))
            {
                throw new UsageException($"--model {model}: it is neither the address of a bundle (https://…) nor the name of a model that the boards have; "
                    + "a file of this machine is put on a web server first.");
            }

            return sha256 is null ? new DesiredModel(null, null, model, version) : throw new UsageException(
                $"--sha256 goes with the address of a bundle, and --model {model} is a name; say --version to ask for one of several.");
        }

        if (!Uri.TryCreate(model, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            throw new UsageException($"--model {model}: boards fetch by https:// or, where they ask for signatures, http://.");
        if (model.Length > ModelMessage.MaxUrlLength)
            throw new UsageException($"--model has {model.Length} characters; boards take addresses of at most {ModelMessage.MaxUrlLength}.");
        if (uri.UserInfo.Length > 0)
            throw new UsageException("--model has a user in its address, which every board and whoever reads the broker would see; boards refuse that.");
        sha256 = sha256?.ToLowerInvariant();
        if (sha256 is not null && !(sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)))
            throw new UsageException($"--sha256 {sha256}: it has 64 hexadecimal digits, as sha256sum prints them.");
        return new DesiredModel(model, sha256, null, version);
    }

    /// <summary>The message that tells a board.</summary>
    /// <exception cref="UsageException">It is too long.</exception>
    public string ToMessage(string rollout)
    {
        string message = JsonSerializer.Serialize(new { Url, Sha256, Name, Version, rollout }, s_options);
        return System.Text.Encoding.UTF8.GetByteCount(message) <= ModelMessage.MaxBytes
            ? message
            : throw new UsageException($"--model is too long: boards read messages of at most {ModelMessage.MaxBytes} bytes.");
    }

    /// <summary>Whether a board that runs <paramref name="active"/> has what is asked for, as far as that can be said of a model alone.</summary>
    public bool IsSurely(BoardModel active) => Sha256 is not null
        ? active.Sha256 == Sha256
        : Name is not null && Version is not null && active.Name == Name && active.Version == Version;

    /// <summary>For people.</summary>
    public override string ToString()
    {
        string details = string.Join(", ", new[]
        {
            Version is null ? null : $"version {Version}",
            Sha256 is null ? null : $"sha256 {Sha256[..12]}…",
        }.OfType<string>());
        return details.Length > 0 ? $"{Url ?? Name} ({details})" : (Url ?? Name)!;
    }
}
