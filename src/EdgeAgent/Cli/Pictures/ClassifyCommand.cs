using System.CommandLine;
using System.Globalization;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Cli.Pictures;

/// <summary><c>edgevision classify</c>: what picture files show as a whole.</summary>
internal static class ClassifyCommand
{
    public static Command Create()
    {
        Argument<string[]> files = CommonOptions.Pictures();
        Option<string> model = CommonOptions.Model();
        model.DefaultValueFactory = null;
        model.Required = true;
        Option<EngineKind> engine = CommonOptions.Engine();
        Option<int?> threads = CommonOptions.Threads();
        Option<int> top = Top();
        Option<bool> json = CommonOptions.Json();
        Command command = new("classify", "Say what JPEG pictures show, with a model whose manifest says it classifies.") { files, model, engine, threads, top, json };
        command.SetAction((result, stoppingToken) =>
        {
            ModelPackage package = ModelPackage.Open(InstalledModels.Locate(result.GetRequiredValue(model)));
            EngineOptions engineOptions = new() { Engine = result.GetValue(engine), Threads = result.GetValue(threads) };
            using ImageClassifier classifier = ImageClassifier.Open(package, engineOptions, result.GetValue(top));
            using PictureReader reader = new();
            bool asJson = result.GetValue(json);
            return Task.FromResult(PictureRun.ForEach(result.GetRequiredValue(files), file => Classify(file, reader, classifier, asJson), stoppingToken));
        });
        return command.WithExamples(("edgevision classify photo.jpg --model my-classifier --top 3", "a folder with manifest.json and model.onnx"));
    }

    private static void Classify(string file, PictureReader reader, ImageClassifier classifier, bool asJson)
    {
        reader.Read(file, classifier.Model.Input!.Width, classifier.Model.Input.Height);
        ClassScore[] best = [.. classifier.Classify(reader.Image)];
        if (!asJson)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}  {reader.Width}×{reader.Height}, in {classifier.LastTimings.Inference.TotalMilliseconds:0.0} ms"));
            foreach (ClassScore score in best)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {score.Score:0.000}  {classifier.Model.Labels[score.LabelIndex]}"));
            return;
        }

        JsonLines.Write(line =>
        {
            line.WriteString("file", file);
            line.WriteNumber("width", reader.Width);
            line.WriteNumber("height", reader.Height);
            line.WriteString("model", classifier.Model.Name);
            line.WriteNumber("inferenceMs", Math.Round(classifier.LastTimings.Inference.TotalMilliseconds, 3));
            line.WriteStartArray("classes");
            foreach (ClassScore score in best)
            {
                line.WriteStartObject();
                line.WriteString("label", classifier.Model.Labels[score.LabelIndex]);
                line.WriteNumber("labelIndex", score.LabelIndex);
                line.WriteNumber("score", MathF.Round(score.Score, 5));
                line.WriteEndObject();
            }

            line.WriteEndArray();
        });
    }

    private static Option<int> Top() => new("--top", "-k")
    {
        Description = "How many of the likeliest classes to print, 1 to 1000.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
        CustomParser = result => NumberArgument.Parse<int>(result, static top => top is >= 1 and <= 1000, "in 1 to 1000"),
    };
}
