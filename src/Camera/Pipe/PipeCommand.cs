using System.Collections;

namespace EdgeVision.Camera.Pipe;

/// <summary>
/// The program of a pipe with its arguments and variables. Its secrets are read anew at each start, and masked in everything that is shown.
/// </summary>
internal sealed class PipeCommand
{
    private readonly IReadOnlyList<string> _arguments;
    private readonly IReadOnlyList<string> _environment;
    private readonly IReadOnlyList<string> _spelledOut;
    private IReadOnlyList<string> _secrets;

    /// <param name="arguments">The program first.</param>
    /// <param name="environment">NAME=value, beside what this process has.</param>
    public PipeCommand(IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        _arguments = arguments;
        _environment = environment;
        _spelledOut = [.. Redaction.SecretsIn(arguments), .. Redaction.SecretsIn(environment)];
        _secrets = _spelledOut;
        Description = Visible.Of(Redaction.OfCommand(arguments));
        Program = Mask(arguments[0]);
    }

    /// <summary>The command line for people: credentials by their references, passwords masked.</summary>
    public string Description { get; }

    /// <summary>The program as it may be shown.</summary>
    public string Program { get; }

    /// <summary>Starts it.</summary>
    /// <exception cref="PipeException">It cannot be started, or a credential is not there.</exception>
    public ChildProcess Start()
    {
        List<string> secrets = [.. _spelledOut];
        string[] arguments = [.. _arguments.Select(argument => CredentialReferences.Resolve(argument, secrets))];
        Dictionary<string, string> environment = [];
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        foreach (string variable in _environment)
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            environment[variable[..equals]] = CredentialReferences.Resolve(variable[(equals + 1)..], secrets);
        }

        _secrets = secrets;
        return new ChildProcess(arguments, environment, Program);
    }

    /// <summary>What the program wrote, as it may be shown.</summary>
    public string Mask(string words) => Visible.Of(Redaction.Of(words, _secrets));
}
