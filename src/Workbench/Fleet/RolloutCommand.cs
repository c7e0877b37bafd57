using System.CommandLine;
using EdgeVision.Workbench.Fleet.Boards;
using EdgeVision.Workbench.Fleet.Rollouts;

namespace EdgeVision.Workbench.Fleet;

/// <summary><c>edgevision fleet rollout</c>: gives boards a model, wave by wave.</summary>
internal static class RolloutCommand
{
    private static readonly TimeSpan s_watch = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_silentAfter = TimeSpan.FromMinutes(15);

    public static Command Create()
    {
        FleetOptions fleet = new();
        RolloutOptions options = new();
        Command command = new("rollout", "Tell boards wave by wave to run a model, watch what becomes of it, and stop where it fails.");
        fleet.AddAccess(fleet.AddSelection(options.AddTo(command)));
        Option<bool> json = CommonOptions.Json();
        command.Options.Add(json);
        command.SetAction(async (result, _) =>
        {
            using Interruption interruption = new();
            TimeProvider time = TimeProvider.System;
            IRolloutScreen screen = ScreenFor(result.GetValue(json), time);
            return result.GetValue(options.Resume) is { } resume
                ? await ResumeAsync(resume, fleet, options, result, screen, time, interruption.Token)
                : await BeginAsync(fleet, options, result, screen, time, interruption.Token);
        });
        return command.WithExamples(
            ("edgevision fleet rollout --broker mqtts://broker.example -u operator --password-file pw --match 'door-*' "
                + "--model https://models.example/birds-1.4.0.bundle --sha256 HEX", "in waves of 1, 10, 50 and 100 %, each watched for ten minutes"),
            ("edgevision fleet rollout --broker mqtt://broker.local --group lobby --model birds --waves 1,100% --watch 1h --rollback-on-failure",
                "a model the boards have already, on one of them first"),
            ("edgevision fleet rollout --resume 20270131-081500-1f2e3d4c", "go on with one that was interrupted or stopped"));
    }

    /// <summary>How a run ends for its caller.</summary>
    internal static int ExitCodeOf(RolloutDocument document) => document.Step switch
    {
        RolloutStep.Done when document.LeftOut.Count == 0 && document.Boards.All(
            board => board.Outcome == BoardOutcome.Good || board.Wave >= document.Waves.Count) => ExitCode.Ok,
        RolloutStep.Done => ExitCode.Later,
        _ => ExitCode.BoardsFailed,
    };

    /// <summary>Lines, a screen or JSON.</summary>
    internal static IRolloutScreen ScreenFor(bool json, TimeProvider time) => json
        ? new JsonRolloutScreen(time)
        : Console.IsOutputRedirected ? new LineRolloutScreen(StandardOutput.WriteLine, time) : new LiveRolloutScreen(time);

    /// <summary>Runs what is in a file to its end, and says how it ended and how to go on.</summary>
    internal static async Task RunAsync(
        Rollout rollout, RolloutFile file, FleetConnection connection, FleetView view, IRolloutScreen screen, TimeProvider time,
        CancellationToken stoppingToken)
    {
        try
        {
            await screen.WhileAsync(() => new RolloutRun(rollout, file, connection, view, screen, time).RunAsync(stoppingToken));
        }
        catch
        {
            StandardError.Say($"nothing is lost; to go on: edgevision fleet rollout --resume {NameOf(file, rollout.Document)}");
            throw;
        }
        finally
        {
            screen.Conclude(rollout.Document);
        }

        if (rollout.Document.Step == RolloutStep.Stopped)
        {
            string name = NameOf(file, rollout.Document);
            StandardError.Say($"no further board is told. To take it back: edgevision fleet rollback {name}; to go on: "
                + $"edgevision fleet rollout --resume {name} --max-failures N");
        }
        else if (ExitCodeOf(rollout.Document) == ExitCode.Later && rollout.Document.Boards.Any(static board => board.Outcome == BoardOutcome.Pending))
        {
            StandardError.Say($"the broker keeps the message for those that are offline; to look again: edgevision fleet rollout --resume "
                + NameOf(file, rollout.Document));
        }
    }

    private static async Task<int> BeginAsync(
        FleetOptions fleet, RolloutOptions options, ParseResult result, IRolloutScreen screen, TimeProvider time, CancellationToken stoppingToken)
    {
        RolloutPlan plan = options.Plan(result, fleet.Access(result), fleet.Selection(result), s_watch, s_silentAfter);
        string id = RolloutPlan.NewId(time);
        _ = plan.Model.ToMessage(id);
        string path = result.GetValue(options.State) ?? RolloutFile.PathOf(id);
        if (Path.Exists(path))
            throw new UsageException($"--state {path}: it is there already; --resume {path} goes on with it, another name begins anew.");

        FleetTopics topics = new(plan.Access.Prefix);
        FleetView view = new(topics);
        using FleetConnection connection = new(plan.Access, topics, view, time, StandardError.Say);
        await connection.OpenAsync(FleetOptions.OpenLimit, stoppingToken);
        Dictionary<string, BoardView> boards = new(StringComparer.Ordinal);
        view.Update(boards);
        if (view.Ignored > 0)
            StandardError.Say($"more than {FleetView.MaxBoards} devices have topics below {plan.Access.Prefix}; {view.Ignored} messages are ignored.");
        RolloutDocument document = plan.With(id, time.GetUtcNow(), boards);
        RequireBoards(document, boards);
        bool isDryRun = result.GetValue(options.DryRun);
        screen.Plan(document, isWhole: isDryRun);
        if (isDryRun)
            return ExitCode.Ok;

        using RolloutFile file = RolloutFile.Hold(path);
        file.Write(document);
        Rollout rollout = new(document, time);
        await RunAsync(rollout, file, connection, view, screen, time, stoppingToken);
        return ExitCodeOf(document);
    }

    private static async Task<int> ResumeAsync(
        string resume, FleetOptions fleet, RolloutOptions options, ParseResult result, IRolloutScreen screen, TimeProvider time,
        CancellationToken stoppingToken)
    {
        using RolloutFile file = RolloutFile.Hold(RolloutFile.Find(resume));
        RolloutDocument document = file.Read();
        if (!fleet.Selection(result).IsEmpty)
            throw new UsageException("--resume goes on with the boards it began with; leave --device, --group and --match out.");
        document.Access = fleet.Access(result, document.Access);
        options.Change(document, result);
        Rollout rollout = new(document, time);
        rollout.GoOn();
        FleetTopics topics = new(document.Access.Prefix);
        FleetView view = new(topics);
        using FleetConnection connection = new(document.Access, topics, view, time, StandardError.Say);
        await connection.OpenAsync(FleetOptions.OpenLimit, stoppingToken);
        screen.Plan(document, isWhole: false);
        await RunAsync(rollout, file, connection, view, screen, time, stoppingToken);
        return ExitCodeOf(document);
    }

    private static void RequireBoards(RolloutDocument document, Dictionary<string, BoardView> boards)
    {
        if (document.Boards.Count > 0)
            return;
        int known = boards.Values.Count(static board => board.State is not null);
        string broker = $"{document.Access.Broker}, {document.Access.Prefix}/+/model/state";
        string[] lines = [.. document.LeftOut.Take(20).Select(static board => $" {board.Name} {board.Why}.")];
        throw new UsageException(known == 0
            ? $"{broker}: no board says what it runs. Is --prefix theirs, may the user read there, and are they of a version that says it?"
                + string.Concat(lines)
            : $"{broker}: of {known} boards none is meant; 'edgevision fleet status' lists them.{string.Concat(lines)}");
    }

    /// <summary>What <c>--resume</c> takes for it.</summary>
    private static string NameOf(RolloutFile file, RolloutDocument document) =>
        Path.GetFullPath(file.Path) == RolloutFile.PathOf(document.Id) ? document.Id : file.Path;
}
