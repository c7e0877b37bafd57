using System.CommandLine;
using EdgeVision.EdgeAgent.Configuration;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>How a command is told its configuration.</summary>
internal static class ConfigurationArguments
{
    public static Option<string> File() => new("--config", "-c")
    {
        Description = "The configuration file.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "/etc/edgevision/edgevision.json",
    };

    public static Option<string[]> Settings()
    {
        Option<string[]> option = new("--set")
        {
            Description = "A setting that wins over the file and the environment; may be given again.",
            HelpName = "KEY=VALUE",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        option.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value).Where(text => text.IndexOf('=', StringComparison.Ordinal) < 1))
                result.AddError($"--set {text}: write KEY=VALUE, for example mqtt:host=broker.local.");
        });
        return option;
    }

    /// <exception cref="ConfigurationException">Everything that is wrong, at once.</exception>
    public static EdgeVisionOptions Load(ParseResult result, Option<string> file, Option<string[]> settings)
    {
        var overrides = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string setting in result.GetValue(settings) ?? [])
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            overrides[setting[..equals]] = setting[(equals + 1)..];
        }

        return ConfigurationLoader.Load(result.GetValue(file), overrides);
    }
}
