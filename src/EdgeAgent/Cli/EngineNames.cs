using System.CommandLine.Parsing;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>How people spell the engines: on the command line as in the configuration.</summary>
internal static class EngineNames
{
    private static readonly IReadOnlyDictionary<string, object> s_engines = Setting.NamesOf(typeof(EngineKind));

    /// <summary>Every name, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. s_engines.Keys];

    public static string Of(EngineKind engine) => Setting.NameOf(engine);

    /// <summary>The engine called <paramref name="name"/>, or a usage error that says which there are.</summary>
    public static EngineKind Parse(ArgumentResult result, string name)
    {
        if (s_engines.TryGetValue(name, out object? engine))
            return (EngineKind)engine;

        result.AddError($"--engine {name}: there is no such engine; say {string.Join(" or ", All)}.");
        return default;
    }
}
