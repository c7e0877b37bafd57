using System.CommandLine;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Model;

/// <summary><c>edgevision model show</c>: the layers of a network and what each costs.</summary>
internal static class ModelShowCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE")
        {
            Description = "An .onnx file, a folder with a manifest.json, or the name of a folder of models/.",
        };
        Option<bool> json = CommonOptions.Json();
        Command command = new(
            "show", "List the layers of a network as the managed engine runs it: batch norm folded, activations and sums in their convolutions.")
        {
            file, json,
        };
        command.SetAction(result =>
        {
            string located = InstalledModels.Locate(result.GetRequiredValue(file));
            string path = Directory.Exists(located) ? ModelPackage.Open(located).ModelPath : located;
            NetworkLayers layers = NetworkLayers.Read(path);
            using ManagedInferenceSession session = ManagedInferenceSession.Open(new ModelFile(path), new EngineOptions { Threads = 1 });
            if (result.GetValue(json))
                ModelJson.Print(path, layers, session.ArenaBytes);
            else
                ModelTable.OnStandardOutput().Write(path, layers, session.ArenaBytes);
            return ExitCode.Ok;
        });
        return command.WithExamples(
            ("edgevision model show ssdlite-mobilenet-v2-coco", "the model that ships with EdgeVision"),
            ("edgevision model show x.onnx --json", "one object a layer, then the sums"));
    }
}
