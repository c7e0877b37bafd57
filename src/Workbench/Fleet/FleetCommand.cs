using System.CommandLine;

namespace EdgeVision.Workbench.Fleet;

/// <summary><c>edgevision fleet</c>: what many boards run, over the broker they have.</summary>
internal static class FleetCommand
{
    public static Command Create()
    {
        Command command = new("fleet", "Give many boards a model, wave by wave, and see what they run, over the broker they have.")
        {
            RolloutCommand.Create(), RollbackCommand.Create(), StatusCommand.Create(),
        };
        return command.WithExamples(
            ("edgevision fleet status --broker mqtts://broker.example", "which board runs which model"),
            ("edgevision fleet rollout --broker mqtts://broker.example --match 'door-*' --model https://models.example/birds-1.4.0.bundle --dry-run",
                "who would be told when"));
    }
}
