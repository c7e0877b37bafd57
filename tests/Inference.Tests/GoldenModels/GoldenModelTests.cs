using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tests.Kernels;
using EdgeVision.Inference.Tests.Preprocessing;
using EdgeVision.Inference.Tests.Reference;
using EdgeVision.Inference.Tests.Segmentation;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Inference.Tests.GoldenModels;

/// <summary>
/// Each task and each decoder over a small network of our own, on both engines: all that takes is in this repository, see <c>tests/Golden/README.md</c>.
/// </summary>
public sealed class GoldenModelTests
{
    private const string OnnxRuntime = "onnxruntime";

    // Of an output's range. Single precision loses up to 6e-6 on the way through these networks, in either engine; the rest is for the orders in which other
    // processors add.
    private const double Tolerance = 2e-5;
    private const double ScoreTolerance = 1e-5;
    private const double PixelTolerance = 1e-3;

    // By how much more than the tolerance outputs may be off before an answer changes.
    private const double Clearance = 5;

    private static readonly TestImage s_picture = GoldenPicture.Load();

    public static TheoryData<string> Names => [.. GoldenModel.Names];

    /// <summary>Every model on every engine: the managed one at each width of lanes that this processor has.</summary>
    public static TheoryData<string, string, int> Runs
    {
        get
        {
            TheoryData<string, string, int> runs = [];
            foreach (string name in GoldenModel.Names)
            {
                foreach (string engine in KernelTable.Supported.Select(static table => table.Suffix).Append(OnnxRuntime))
                {
                    runs.Add(name, engine, 1);
                    runs.Add(name, engine, 2);
                }
            }

            return runs;
        }
    }

    [Fact]
    public void EveryTaskAndBothKindsOfDetectorAreThere()
    {
        ModelManifest[] manifests = [.. GoldenModel.Names.Select(static name => GoldenModel.Load(name).Package.Manifest)];

        Assert.Equal(Enum.GetValues<ModelTask>().Order(), manifests.Select(static manifest => manifest.Task).Distinct().Order());
        Assert.Contains(manifests, static manifest => manifest.Detection is { BoxKind: BoxKind.SsdOffsets });
        Assert.Contains(manifests, static manifest => manifest.Detection is { BoxKind: BoxKind.CenterSizes });
    }

    [Theory, MemberData(nameof(Runs))]
    public void MeetsGoldenOutputs(string name, string engine, int threads)
    {
        GoldenModel golden = GoldenModel.Load(name);
        using IInferenceSession session = Open(golden, engine, threads);
        GoldenPicture.AsInput(s_picture, golden.Package.Manifest.Input!).CopyTo(session.Input(0));

        session.Run();

        Assert.Equal(golden.Answer.Outputs.Count, session.Outputs.Count);
        for (int output = 0; output < session.Outputs.Count; output++)
        {
            string what = session.Outputs[output].Name;
            float[] expected = golden.Outputs[what], actual = session.Output(output).ToArray();
            Assert.Equal(golden.Answer.Outputs[what], session.Outputs[output].Shape.AsEnumerable());
            double furthest = expected.Zip(actual).Max(static pair => Math.Abs((double)pair.First - pair.Second)) / Range(expected);
            Assert.True(furthest <= Tolerance, $"{what} differs by {furthest:E2} of its range");
        }
    }

    [Theory, MemberData(nameof(Runs))]
    public void MeetsGoldenAnswers(string name, string engine, int threads)
    {
        GoldenModel golden = GoldenModel.Load(name);
        ModelPackage package = golden.Package;
        LoadedModel model = new(package.Manifest, package.File, Open(golden, engine, threads));
        switch (model.Manifest.Task)
        {
            case ModelTask.Detection:
                using (ObjectDetector detector = ObjectDetector.Open(model))
                    AssertObjects(golden, detector.Detect(s_picture.View));
                break;
            case ModelTask.Classification:
                using (ImageClassifier classifier = ImageClassifier.Open(model))
                    AssertClasses(golden, classifier.Classify(s_picture.View));
                break;
            default:
                using (ImageSegmenter segmenter = ImageSegmenter.Open(model))
                    AssertMap(golden, segmenter.Segment(s_picture.View));
                break;
        }
    }

    // What hangs by a hair would fail on the next processor, and what is the same everywhere would tell nothing.
    [Theory, MemberData(nameof(Names))]
    public void GoldenAnswersAreClearAndVaried(string name)
    {
        GoldenModel golden = GoldenModel.Load(name);
        (ModelManifest manifest, GoldenAnswer answer) = (golden.Package.Manifest, golden.Answer);
        if (answer.Map is { } map)
        {
            char[] pixels = [.. map.SelectMany(static line => line)];
            IEnumerable<int> counts = Enumerable.Range(0, manifest.Labels.Length + 1).Select(label => pixels.Count(pixel => pixel == '0' + label));
            Assert.All(counts, count => Assert.InRange(count, 0.05 * pixels.Length, 0.5 * pixels.Length));
            return;
        }

        string[] labels = answer.Labels;
        Assert.InRange(labels.Length, 5, 20);
        Assert.Equal(manifest.Labels.Where(static label => label.Length > 0), labels.Distinct().Order(StringComparer.Ordinal));
        Random random = new(1);
        for (int trial = 0; trial < 8; trial++)
            Assert.Equal(labels, Decode(manifest, noise: Clearance * Tolerance).Labels);

        // Suppression has something to do.
        if (manifest.Detection is { } detection)
            Assert.NotEqual(labels.Length, Decode(manifest with { Detection = detection with { MaximumIou = 1f } }, noise: 0).Labels.Length);

        GoldenAnswer Decode(ModelManifest meaning, double noise) => new ReferenceDecoder(meaning, s_picture.Width, s_picture.Height).Decode(
            golden.Outputs.ToDictionary(static output => output.Key, output => Tensor(output.Key, Shaken(output.Value, noise * Range(output.Value)))));

        ReferenceTensor Tensor(string output, float[] numbers) => ReferenceTensor.From([.. answer.Outputs[output]], numbers);

        float[] Shaken(float[] numbers, double noise) => [.. numbers.Select(number => (float)(number + noise * (2 * random.NextDouble() - 1)))];
    }

    // By the path and not the package, whose SHA-256 takes a library that the emulator for ARM64 has not.
    private static IInferenceSession Open(GoldenModel golden, string engine, int threads)
    {
        ModelFile file = new(golden.Package.ModelPath);
        return engine == OnnxRuntime
            ? InferenceSessions.Open(file, new EngineOptions { Engine = EngineKind.OnnxRuntime, Threads = threads })
            : ManagedInferenceSession.Open(file, KernelNames.Table(engine), threads);
    }

    private static double Range(float[] output) => (double)output.Max() - output.Min();

    private static void AssertObjects(GoldenModel golden, ReadOnlySpan<DetectedObject> found)
    {
        DetectedObject[] actual = found.ToArray();
        Assert.Equal(golden.Answer.Labels, actual.Select(one => golden.Package.Manifest.Labels[one.LabelIndex]));
        foreach ((GoldenObject expected, DetectedObject one) in golden.Answer.Objects!.Zip(actual))
        {
            Assert.Equal(expected.Score, one.Score, ScoreTolerance);
            Assert.Equal(expected.Left, one.Box.Left, PixelTolerance);
            Assert.Equal(expected.Top, one.Box.Top, PixelTolerance);
            Assert.Equal(expected.Right, one.Box.Right, PixelTolerance);
            Assert.Equal(expected.Bottom, one.Box.Bottom, PixelTolerance);
        }
    }

    private static void AssertClasses(GoldenModel golden, ReadOnlySpan<ClassScore> ranking)
    {
        ClassScore[] actual = ranking.ToArray();
        Assert.Equal(golden.Answer.Labels, actual.Select(one => golden.Package.Manifest.Labels[one.LabelIndex]));
        foreach ((GoldenClass expected, ClassScore one) in golden.Answer.Classes!.Zip(actual))
            Assert.Equal(expected.Score, one.Score, ScoreTolerance);
    }

    // Between two classes that are as good as each other either may have the pixel.
    private static void AssertMap(GoldenModel golden, ClassMap map)
    {
        ModelManifest manifest = golden.Package.Manifest;
        string output = manifest.Segmentation!.Scores;
        (float[] scores, int[] shape, string[] lines) = (golden.Outputs[output], golden.Answer.Outputs[output], golden.Answer.Map!);
        Assert.Equal((lines[0].Length, lines.Length), (map.Width, map.Height));
        for (int y = 0; y < map.Height; y++)
        {
            for (int x = 0; x < map.Width; x++)
            {
                int expected = lines[y][x] - '0', actual = map.Pixels[y * map.Width + x];
                if (expected != actual)
                    Assert.InRange(Score(expected, y, x) - Score(actual, y, x), 0, Tolerance * Range(scores));
            }
        }

        double Score(int pixel, int y, int x) =>
            NaiveSegmentation.Scaled(scores, shape[2], shape[3], pixel - 1 + manifest.LabelBase, y, x, map.Height, map.Width);
    }
}
