using System.CommandLine;
using EdgeVision.Workbench.Model.Bundling;
using EdgeVision.Workbench.Model.Updates;

namespace EdgeVision.Workbench.Model;

/// <summary><c>edgevision model</c>: makes networks of the MobileNet family, describes others, and takes any network apart.</summary>
internal static class ModelCommand
{
    public static Command Create()
    {
        Command command = new("model", "Make, describe or show a network; pack, sign and verify what goes to boards; fetch and keep models here.")
        {
            ModelNewCommand.Create(), ModelDescribeCommand.Create(), ModelShowCommand.Create(),
            ModelKeygenCommand.Create(), ModelPackCommand.Create(), ModelSignCommand.Create(), ModelVerifyCommand.Create(),
            ModelListCommand.Create(), ModelPullCommand.Create(), ModelForgetCommand.Create(),
            ModelStatusCommand.Create(), ModelUseCommand.Create(), ModelRollbackCommand.Create(),
        };
        return command.WithExamples(
            ("edgevision model new mobilenet-v2 --alpha 0.75 --resolution 160 -o x.onnx", "how fast would this one be? Ask 'edgevision bench --model x.onnx'"),
            ("edgevision model show ssdlite-mobilenet-v2-coco", "what its layers cost"));
    }
}
