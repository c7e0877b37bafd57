using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>What else a configuration has that outputs refer to. Tolerates the holes that binding errors leave.</summary>
/// <param name="Device">The name of this box.</param>
/// <param name="HasOwnName">Whether the configuration says that name; else it is the host's.</param>
/// <param name="Cameras">Each camera's name, and its frames a second where the configuration says so.</param>
internal sealed record OutputNeighbours(string Device, bool HasOwnName, IReadOnlyList<(string Name, double? Fps)> Cameras, IReadOnlyList<RuleOptions> Rules)
{
    /// <summary>Reports a rule that does not exist.</summary>
    /// <param name="name">The rule's; <see langword="null"/>: none could be read, which has been reported.</param>
    /// <param name="path">The setting that names it.</param>
    /// <param name="report">Takes the JSON path of a setting and what is wrong with it.</param>
    public void ValidateRule(string? name, string path, Action<string, string> report)
    {
        string?[] rules = [.. Rules.Select(rule => rule.Name)];
        if (name is not null && !rules.Contains(null) && !rules.Contains(name))
            report(path, $"there is no rule \"{name}\"; {NearestName.Suggest(name, rules!)}");
    }

    /// <summary>The rule of this name; <see langword="null"/>: there is none.</summary>
    public RuleOptions? FindRule(string? name) => Rules.FirstOrDefault(rule => rule.Name is not null && rule.Name == name);
}
