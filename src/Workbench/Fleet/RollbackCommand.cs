using System.CommandLine;
using EdgeVision.Workbench.Fleet.Boards;
using EdgeVision.Workbench.Fleet.Rollouts;

namespace EdgeVision.Workbench.Fleet;

/// <summary><c>edgevision fleet rollback</c>: takes a rollout back.</summary>
internal static class RollbackCommand
{
    public static Command Create()
    {
        Argument<string> rollout = new("ID") { Description = "The rollout: its id, or the file it is kept in." };
        FleetOptions fleet = new();
        Option<bool> json = CommonOptions.Json();
        Command command = new("rollback", "Tell the boards of a rollout again what they were told before it; who was told another thing since is left alone.")
        {
            rollout, json,
        };
        fleet.AddAccess(command);
        command.SetAction(async (result, _) =>
        {
            using Interruption interruption = new();
            TimeProvider time = TimeProvider.System;
            using RolloutFile file = RolloutFile.Hold(RolloutFile.Find(result.GetRequiredValue(rollout)));
            RolloutDocument document = file.Read();
            document.Access = fleet.Access(result, document.Access);
            FleetTopics topics = new(document.Access.Prefix);
            FleetView view = new(topics);
            using FleetConnection connection = new(document.Access, topics, view, time, StandardError.Say);
            await connection.OpenAsync(FleetOptions.OpenLimit, interruption.Token);
            Rollout putBack = new(document, time);
            putBack.PutBack();
            await RolloutCommand.RunAsync(putBack, file, connection, view, RolloutCommand.ScreenFor(result.GetValue(json), time), time, interruption.Token);
            return ExitCode.Ok;
        });
        return command.WithExamples(("edgevision fleet rollback 20270131-081500-1f2e3d4c", "by the id that the rollout printed, over the broker it used"));
    }
}
