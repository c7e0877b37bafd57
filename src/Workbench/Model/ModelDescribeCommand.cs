using System.CommandLine;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Tasks;

namespace EdgeVision.Workbench.Model;

/// <summary><c>edgevision model describe</c>: writes the manifest of an ONNX file that has none.</summary>
internal static class ModelDescribeCommand
{
    public static Command Create()
    {
        Argument<string> file = DescribeArguments.File();
        Option<ModelTask?> task = DescribeArguments.Choice<ModelTask>("--task", "What the network answers.");
        task.Required = true;
        Option<string> labels = DescribeArguments.Labels();
        Option<bool> background = DescribeArguments.Background();
        Option<BoxKind?> boxes = DescribeArguments.Choice<BoxKind>("--boxes", "Of a detector: what its boxes are. docs/models.md explains each.");
        Option<ScoreKind?> scores = DescribeArguments.Choice<ScoreKind>(
            "--scores", "What its scores are. Default: softmaxLogits, of a detector sigmoidLogits, where a grey picture's do not look like probabilities.");
        Option<Spelled<ColorOrder>> colors = DescribeArguments.Choice("--colors", "The order of colours it was trained with.", ColorOrder.Rgb);
        Option<float> mean = DescribeArguments.Mean();
        Option<float> standardDeviation = DescribeArguments.StandardDeviation();
        Option<Spelled<ResizeMode>> resize = DescribeArguments.Choice(
            "--resize", "How pictures of another shape were brought to its input.", ResizeMode.Stretch);
        Option<string?> name = DescribeArguments.Name();
        Option<string> licence = DescribeArguments.Licence();
        Option<string?> source = DescribeArguments.Source();
        Option<bool> force = DescribeArguments.Force();
        Option<bool> json = CommonOptions.Json();
        Command command = new("describe", "Write the manifest of an ONNX file of yours, so that every command and the daemon can run it.")
        {
            file, task, labels, background, boxes, scores, colors, mean, standardDeviation, resize, name, licence, source, force, json,
        };
        command.SetAction(result =>
        {
            if (result.GetValue(task) == ModelTask.Detection && result.GetValue(boxes) is null)
                throw new UsageException("--boxes is missing: a detector's manifest says what its boxes are. See edgevision model describe --help.");

            ManifestDraft draft = new()
            {
                Task = result.GetValue(task)!.Value,
                Labels = LabelFile.Read(result.GetRequiredValue(labels)),
                HasBackground = result.GetValue(background),
                Boxes = result.GetValue(boxes),
                Scores = result.GetValue(scores),
                Colors = result.GetValue(colors).Value,
                Mean = result.GetValue(mean),
                StandardDeviation = result.GetValue(standardDeviation),
                Resize = result.GetValue(resize).Value,
                Name = result.GetValue(name),
                Licence = result.GetRequiredValue(licence),
                Source = result.GetValue(source) ?? "",
            };
            string model = result.GetRequiredValue(file);
            string manifest = ManifestFile.Write(draft, model, result.GetValue(force));
            Report(manifest, ModelPackage.Open(model).Manifest, result.GetValue(json));
            return ExitCode.Ok;
        });
        return command.WithExamples(
            ("edgevision model describe mine.onnx --task classification --labels classes.txt", "a classifier with inputs of -1 to 1"),
            ("edgevision model describe mine.onnx --task detection --boxes cornersYxyx --scores probabilities --labels coco.txt --mean 0 --std 255",
                "boxes decoded in the network, inputs of 0 to 1"),
            ("edgevision model describe mine.onnx --task segmentation --labels voc.txt --licence Apache-2.0", "a class for each pixel"));
    }

    private static void Report(string path, ModelManifest manifest, bool asJson)
    {
        if (asJson)
        {
            JsonLines.Write(line =>
            {
                line.WriteString("manifest", path);
                line.WriteString("name", manifest.Name);
                line.WriteString("sha256", manifest.Sha256);
                line.WriteNumber("labels", manifest.Labels.Length);
                line.WriteNumber("labelBase", manifest.LabelBase);
            });
            return;
        }

        StandardOutput.WriteLine($"{path}: {manifest.Name}, {manifest.Labels.Length} labels from column {manifest.LabelBase} on, "
            + $"input {manifest.Input!.Width}×{manifest.Input.Height}.");
        StandardOutput.WriteLine("Try it on a picture whose content you know before you rely on it: what it was trained on, the file does not say.");
    }
}
