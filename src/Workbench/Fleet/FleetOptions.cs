using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Fleet;

/// <summary>Which broker, as whom, and which boards: the options that the commands for fleets share.</summary>
internal sealed class FleetOptions
{
    private const string DefaultPrefix = "edgevision";

    private readonly Option<string?> _broker = Text("--broker", "b", "mqtt://HOST[:PORT]", "The boards' broker; mqtts:// with TLS.");
    private readonly Option<string?> _prefix =
        Text("--prefix", null, "TOPIC", $"What the boards' topics begin with (mqtt.topicPrefix). Default: {DefaultPrefix}.");
    private readonly Option<string?> _username = Text("--username", "u", "NAME", "Who you are to the broker. Default: nobody.");
    private readonly Option<string?> _passwordFile = Text("--password-file", null, "FILE", "A file whose first line is the password.");
    private readonly Option<string?> _ca = Text("--ca", null, "FILE", "Who may sign the broker's certificate, PEM. Default: the system's authorities.");
    private readonly Option<string?> _cert = Text("--cert", null, "FILE", "A certificate of yours, PEM, where the broker asks for one.");
    private readonly Option<string?> _key = Text("--key", null, "FILE", "The key of --cert, PEM.");
    private readonly Option<string[]> _devices = Texts("--device", "NAME", "Boards by their names.");
    private readonly Option<string[]> _groups = Texts("--group", "NAME", "Boards of a group, as their configurations say.");
    private readonly Option<string[]> _matches = Texts("--match", "PATTERN", "Boards whose names match: * is any text, ? one character. Quote it.");

    /// <summary>How long the broker may take to let us in and to send what it keeps.</summary>
    public static TimeSpan OpenLimit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Puts them behind the options a command has already.</summary>
    public Command AddAccess(Command command) => Add(command, _broker, _prefix, _username, _passwordFile, _ca, _cert, _key);

    /// <inheritdoc cref="AddAccess"/>
    public Command AddSelection(Command command) => Add(command, _devices, _groups, _matches);

    /// <summary>The broker.</summary>
    /// <exception cref="UsageException">There is none, or the options make no sense together.</exception>
    public BrokerAccess Access(ParseResult result)
    {
        string broker = result.GetValue(_broker) ?? throw new UsageException($"--broker is missing: {_broker.Description}");
        return Checked(new BrokerAccess(
            broker, result.GetValue(_prefix) ?? DefaultPrefix, result.GetValue(_username), FullPath(result.GetValue(_passwordFile)),
            FullPath(result.GetValue(_ca)), FullPath(result.GetValue(_cert)), FullPath(result.GetValue(_key))));
    }

    /// <summary>The broker that was said before, with what is said now in its place.</summary>
    /// <inheritdoc cref="Access(ParseResult)" path="/exception"/>
    public BrokerAccess Access(ParseResult result, BrokerAccess before) => Checked(before with
    {
        Broker = result.GetValue(_broker) ?? before.Broker,
        Prefix = (result.GetValue(_prefix) ?? before.Prefix) == before.Prefix
            ? before.Prefix : throw new UsageException($"--prefix cannot change in a rollout that has begun; it is {before.Prefix}."),
        Username = result.GetValue(_username) ?? before.Username,
        PasswordFile = FullPath(result.GetValue(_passwordFile)) ?? before.PasswordFile,
        Ca = FullPath(result.GetValue(_ca)) ?? before.Ca,
        Cert = FullPath(result.GetValue(_cert)) ?? before.Cert,
        Key = FullPath(result.GetValue(_key)) ?? before.Key,
    });

    /// <summary>Which boards.</summary>
    public BoardSelection Selection(ParseResult result)
    {
        string[] names = [.. (result.GetValue(_devices) ?? []).Distinct(StringComparer.Ordinal)];
        foreach (string name in names)
        {
            if (TopicName.FindError(name, levels: false) is { } error)
                throw new UsageException($"--device {name} {error}");
        }

        return new BoardSelection(names, result.GetValue(_groups) ?? [], result.GetValue(_matches) ?? []);
    }

    /// <summary>An option for a time such as 10m.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = static result =>
        {
            string text = result.Tokens[0].Value;
            if (Duration.TryParse(text, out TimeSpan time) && time <= TimeSpan.FromDays(30))
                return time;
            result.AddError($"{(result.Parent as OptionResult)?.Option.Name} {text}: no time up to 30d; write a number and its unit, as 90s, 10m or 2h.");
            return null;
        },
    };

    private static Command Add(Command command, params Option[] options)
    {
        foreach (Option option in options)
            command.Options.Add(option);
        return command;
    }

    private static BrokerAccess Checked(BrokerAccess access)
    {
        if (TopicName.FindError(access.Prefix, levels: true) is { } error)
            throw new UsageException($"--prefix {access.Prefix} {error}");
        _ = access.ToOptions();
        return access;
    }

    // A rollout is resumed from any folder.
    private static string? FullPath(string? path) => path is null ? null : Path.GetFullPath(path);

    private static Option<string?> Text(string name, string? letter, string helpName, string description) =>
        new(name, letter is null ? [] : [$"-{letter}"]) { Description = description, HelpName = helpName };

    private static Option<string[]> Texts(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore };
}
