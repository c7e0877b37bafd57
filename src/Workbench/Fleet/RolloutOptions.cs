using System.CommandLine;
using EdgeVision.Workbench.Fleet.Boards;
using EdgeVision.Workbench.Fleet.Rollouts;

namespace EdgeVision.Workbench.Fleet;

/// <summary>What is rolled out, and how carefully.</summary>
internal sealed class RolloutOptions
{
    private const string DefaultWaves = "1%,10%,50%,100%";

    private readonly Option<string?> _model =
        new("--model", "-m") { Description = "What they are to run: the address of a bundle, or the name of a model they have.", HelpName = "URL|NAME" };
    private readonly Option<string?> _sha256 = new("--sha256") { Description = "The SHA-256 that the bundle must have.", HelpName = "HEX" };
    private readonly Option<string?> _version = new("--version") { Description = "The version that it must have.", HelpName = "TEXT" };
    private readonly Option<WaveShare[]?> _waves = new("--waves")
    {
        Description = $"How many boards have been told with each wave: parts of all, or numbers. Default: {DefaultWaves}.",
        HelpName = "LIST",
        CustomParser = static result =>
        {
            WaveShare[]? shares = WaveShare.ParseAll(result.Tokens[0].Value, out string error);
            if (shares is null)
                result.AddError($"--waves {result.Tokens[0].Value} {error}");
            return shares;
        },
    };

    private readonly Option<TimeSpan?> _watch =
        FleetOptions.Time("--watch", "How long the boards of a wave must stay good before the next begins. Default: 10m.");
    private readonly Option<TimeSpan?> _silentAfter =
        FleetOptions.Time("--silent-after", "After how long without a step forward a board that was there has failed. Default: 15m.");

    private readonly Option<int?> _maxFailures = new("--max-failures")
    {
        Description = "How many boards of a wave may fail. Default: 0.",
        HelpName = "N",
        CustomParser = static result => NumberArgument.Parse<int>(result, static number => number >= 0, "from 0 on"),
    };

    private readonly Option<bool> _rollback =
        new("--rollback-on-failure") { Description = "When too many fail, tell the boards again what they were told before." };

    /// <summary>Whether only to say who would be told when.</summary>
    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Print the waves and their boards, and send nothing." };

    /// <summary>Where the rollout is kept.</summary>
    public Option<string?> State { get; } = new("--state")
    {
        Description = "Where the rollout is kept, to be resumed from. Default: $XDG_STATE_HOME/edgevision/rollouts/ID.json.",
        HelpName = "FILE",
    };

    /// <summary>Which one to go on with.</summary>
    public Option<string?> Resume { get; } = new("--resume")
    {
        Description = "Go on with a rollout that was interrupted or stopped, or look again after boards that were offline.",
        HelpName = "ID|FILE",
    };

    public Command AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _sha256, _version, _waves, _watch, _silentAfter, _maxFailures, _rollback, DryRun, State, Resume])
            command.Options.Add(option);
        return command;
    }

    /// <summary>What is asked for.</summary>
    /// <exception cref="UsageException">Something is missing or makes no sense.</exception>
    public RolloutPlan Plan(ParseResult result, BrokerAccess access, BoardSelection selection, TimeSpan watch, TimeSpan silentAfter)
    {
        string model = result.GetValue(_model) ?? throw new UsageException($"--model is missing: {_model.Description}");
        // A rollout to every board is asked for in words.
        if (selection.IsEmpty)
            throw new UsageException("which boards? Say --device NAME…, --group NAME or --match PATTERN; --match '*' is every board.");
        return new RolloutPlan(
            access, selection, DesiredModel.Of(model, result.GetValue(_sha256), result.GetValue(_version)),
            result.GetValue(_waves) is { Length: > 0 } waves ? waves : WaveShare.ParseAll(DefaultWaves, out _)!,
            result.GetValue(_watch) ?? watch, result.GetValue(_silentAfter) ?? silentAfter,
            result.GetValue(_maxFailures) ?? 0, result.GetValue(_rollback));
    }

    /// <summary>What may be another in a rollout that has begun.</summary>
    /// <exception cref="UsageException">Something is said that may not.</exception>
    public void Change(RolloutDocument document, ParseResult result)
    {
        Option? begun = ((Option[])[_model, _sha256, _version, _waves, DryRun, State]).FirstOrDefault(
            option => result.GetResult(option) is { Implicit: false });
        if (begun is not null)
            throw new UsageException($"--resume goes on with what was begun; leave {begun.Name} out.");
        document.Watch = result.GetValue(_watch) ?? document.Watch;
        document.SilentAfter = result.GetValue(_silentAfter) ?? document.SilentAfter;
        document.MaxFailures = result.GetValue(_maxFailures) ?? document.MaxFailures;
        document.RollbackOnFailure |= result.GetValue(_rollback);
    }
}
