using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Tasks;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Inference.Tests.Tasks;

/// <summary>Answers of models that a test makes up, to a picture of 100×100, so that a part is a hundredth.</summary>
internal static class Answers
{
    public const int Side = 100;

    public static ModelManifest Model(ModelTask task, params string[] labels) => new()
    {
        Name = "tiny",
        Sha256 = "",
        Labels = [.. labels],
        Task = task,
        Input = new ImageInputSpec { Width = 4, Height = 4 },
        Detection = task == ModelTask.Detection
            ? new DetectionOutputs { Boxes = "boxes", BoxKind = BoxKind.CornersXyxy, Scores = "scores", ScoreKind = ScoreKind.Probabilities } : null,
    };

    public static VisionAnswer OfDetector(ModelManifest model, params DetectedObject[] objects) => OfDetector(model, 0.3f, objects);

    public static VisionAnswer OfDetector(ModelManifest model, float minimumScore, params DetectedObject[] objects) =>
        VisionAnswer.Of(new VisionResult { Objects = objects }, model, Side, Side, minimumScore);

    public static VisionAnswer OfClassifier(ModelManifest model, params ClassScore[] classes) =>
        VisionAnswer.Of(new VisionResult { Classes = classes }, model, Side, Side, 0.05f);

    public static VisionAnswer OfSegmenter(ModelManifest model, int width, params byte[] pixels) =>
        VisionAnswer.Of(new VisionResult { Map = new ClassMap(width, pixels.Length / width, pixels) }, model, Side, Side);

    public static DetectedObject At(int label, float score, float left, float top, float right, float bottom) =>
        new(label, score, new BoundingBox(left, top, right, bottom));

    /// <summary>An answer of any task, of a model that knows some of four names, in any order.</summary>
    public static VisionAnswer Any(ModelTask task, System.Random random)
    {
        string[] names = ["person", "cat", "dog", "cup"];
        random.Shuffle(names);
        ModelManifest model = Model(task, names[..random.Next(1, names.Length + 1)]);
        int labels = model.Labels.Length;
        switch (task)
        {
            case ModelTask.Detection:
                return OfDetector(model, random.Next(1, 5) / 10f, [.. Enumerable.Range(0, random.Next(6)).Select(_ =>
                {
                    // Coarse steps, so that boxes often overlap, and by equal parts.
                    (int left, int top) = (10 * random.Next(4), 10 * random.Next(4));
                    return At(random.Next(labels), random.Next(3, 11) / 10f, left, top, left + (10 * random.Next(1, 5)), top + (10 * random.Next(1, 5)));
                }).OrderByDescending(static one => one.Score)]);
            case ModelTask.Classification:
                float[] scores = [.. Enumerable.Range(0, labels).Select(_ => random.NextSingle())];
                float sum = scores.Sum();
                IEnumerable<ClassScore> classes = scores.Select((score, i) => new ClassScore(i, score / sum)).Where(_ => random.Next(3) > 0);
                return OfClassifier(model, [.. classes.OrderByDescending(static one => one.Score)]);
            default:
                int width = random.Next(1, 8);
                byte[] pixels = [.. Enumerable.Range(0, width * random.Next(1, 8)).Select(_ => (byte)random.Next(labels + 1))];
                return OfSegmenter(model, width, pixels);
        }
    }
}
