using System.CommandLine;
using EdgeVision.Workbench.Bench;
using EdgeVision.Workbench.Bench.Daemon;
using EdgeVision.Workbench.Demo;
using EdgeVision.Workbench.Eval;
using EdgeVision.Workbench.Fit;
using EdgeVision.Workbench.Fleet;
using EdgeVision.Workbench.Model;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench;

/// <summary>The commands of this assembly, in the order of <c>edgevision --help</c>.</summary>
internal static class WorkbenchCommands
{
    public static Command[] Create() =>
    [
        DemoCommand.Create(),
        DetectCommand.Create(),
        ClassifyCommand.Create(),
        SegmentCommand.Create(),
        EvalCommand.Create(),
        BenchCommand.Create(PipelineCommand.Create(), DaemonCommand.Create()),
        ModelCommand.Create(),
        FleetCommand.Create(),
        FitCommand.Create(),
    ];
}
