using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Eval;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Tests.Eval;

/// <summary>What others measured of trained models, measured again.</summary>
public sealed class KnownFiguresTests : IDisposable
{
    /// <summary>The known figures of detectors are of the same pictures, with another JPEG decoder and another resize.</summary>
    private const double PrecisionTolerance = 0.01;

    /// <summary>
    /// The known figures of classifiers are of a thousand pictures, of which a hundred are here: as many standard errors may lie between them.
    /// </summary>
    private const double StandardErrors = 3.0;

    /// <summary>The known figures of segmenters have three digits at most.</summary>
    private const double Rounding = 0.0005;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<EngineKind, string, int, double, double> Classifiers => new()
    {
        { EngineKind.Managed, "mobilenet_v3_small_1.0_224_hub_ptq_deq", 224, 0.803, 0.944 },
        { EngineKind.OnnxRuntime, "mobilenet_v3_small_1.0_224_hub_ptq_deq", 224, 0.803, 0.944 },
        { EngineKind.Managed, "mobilenet_v1_0.25_224", 224, 0.573, 0.812 },
        { EngineKind.Managed, "mobilenet_v1_0.5_160_quant_deq", 160, 0.684, 0.876 },
        { EngineKind.Managed, "mobilenet_v1_0.75_192_quant_deq", 192, 0.804, 0.948 },
        { EngineKind.Managed, "tf2_mobilenet_v2_1.0_224_ptq_deq", 224, 0.889, 0.984 },
    };

    public void Dispose() => _folder.Dispose();

    [SharedTheory(SharedMaterial.Networks | SharedMaterial.Pictures), MemberData(nameof(Classifiers))]
    public void ClassifiersKnowAsMuchAsIsKnownOfThem(EngineKind engine, string model, int side, double topOne, double topFive)
    {
        EvalResult result = Evaluate(SharedPackage.Classifier(_folder, model, side), engine, Repository.SharedPathTo("data", "imagenet100"));

        AssertSampleOf(topOne, Figure(result, "top1"), result.Evaluated);
        AssertSampleOf(topFive, Figure(result, "top5"), result.Evaluated);
    }

    [SharedTheory(SharedMaterial.Pictures), InlineData(EngineKind.Managed), InlineData(EngineKind.OnnxRuntime)]
    public void TheDefaultDetectorFindsAsMuchAsIsKnownOfIt(EngineKind engine)
    {
        EvalResult result = Evaluate(
            ModelPackage.Open(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco")), engine, Repository.SharedPathTo("data", "coco64"));

        AssertPrecision(result, 0.391, 0.584);
    }

    [SharedTheory(SharedMaterial.Networks | SharedMaterial.Pictures), InlineData(EngineKind.Managed), InlineData(EngineKind.OnnxRuntime)]
    public void SsdFindsAsMuchAsIsKnownOfIt(EngineKind engine)
    {
        EvalResult result = Evaluate(SharedPackage.Detector(_folder, "ssd_mobilenet_v1_coco_300_qat_deq"), engine, Repository.SharedPathTo("data", "coco64"));

        AssertPrecision(result, 0.308, 0.507);
    }

    /// <summary>
    /// Known pixel accuracies are of single pictures: the smaller network has from 0.96 to 0.99 of the pixels right, the larger from 0.994 to 0.996.
    /// </summary>
    [SharedTheory(SharedMaterial.Networks | SharedMaterial.Pictures)]
    [InlineData(EngineKind.Managed, "deeplabv3_mnv2_dm05_257_voc", 257, 0.96, 0.99)]
    [InlineData(EngineKind.OnnxRuntime, "deeplabv3_mnv2_dm05_257_voc", 257, 0.96, 0.99)]
    [InlineData(EngineKind.OnnxRuntime, "deeplabv3_mnv2_513_voc_deq", 513, 0.994, 0.996)]
    public void SegmentersOutlineAsMuchAsIsKnownOfThem(EngineKind engine, string model, int side, double atLeast, double atMost)
    {
        string folder = VocPictures();

        EvalResult result = Evaluate(SharedPackage.Segmenter(_folder, model, side, "output"), engine, folder);

        Assert.Equal(3, result.Evaluated);
        Assert.InRange(Figure(result, "pixelAccuracy"), atLeast - Rounding, atMost + Rounding);
        Assert.InRange(Figure(result, "miou"), 0.8, 1.0);
    }

    [SharedFact(SharedMaterial.Networks)]
    public void ASegmenterHasNoFiguresWhereAllIsVoid()
    {
        string folder = _folder.PathTo("void");
        Directory.CreateDirectory(Path.Combine(folder, "masks"));
        File.WriteAllBytes(Path.Combine(folder, "a.png"), new PngScanlines(2, 1, 8, 2, [], [1, 2, 3, 4, 5, 6]).ToFile());
        File.WriteAllBytes(Path.Combine(folder, "masks", "a.png"), new PngScanlines(2, 1, 8, 0, [], [255, 255]).ToFile());

        EvalResult result = Evaluate(SharedPackage.Segmenter(_folder, "deeplabv3_mnv2_dm05_257_voc", 257, "output"), EngineKind.Managed, folder);

        Assert.Equal(("all pixels of these masks are void", 65), (result.Figures.Lack, result.ExitCode));
        Assert.All(result.Figures.Overall, static figure => Assert.Equal(figure.IsCount ? 0.0 : null, figure.Value));
    }

    /// <summary>The three pictures and masks, called what a folder of one's own calls them.</summary>
    private string VocPictures()
    {
        string pictures = _folder.PathTo("voc");
        Directory.CreateDirectory(Path.Combine(pictures, "masks"));
        foreach (string number in (string[])["1", "23", "114"])
        {
            File.CreateSymbolicLink(Path.Combine(pictures, $"{number}.png"), Repository.SharedPathTo("data", "voc_seg", "samples", $"{number}_image.png"));
            File.CreateSymbolicLink(
                Path.Combine(pictures, "masks", $"{number}.png"), Repository.SharedPathTo("data", "voc_seg", "samples", $"{number}_target.png"));
        }

        return pictures;
    }

    private static EvalResult Evaluate(ModelPackage package, EngineKind engine, string folder)
    {
        var options = new EngineOptions { Engine = engine, Threads = 1 };
        LabelledFolder labelled = LabelledFolder.Locate(folder, null, package.Manifest.Task);
        using ITaskEvaluation evaluation = TaskEvaluations.Open(package, options, labelled);
        using var reader = new PictureReader();
        EvalResult result = new EvalRun(evaluation, options, labelled)
            .Run(EvalRun.Sample(evaluation.Pictures.Count, null), reader, static () => { }, CancellationToken.None);
        Assert.Equal((evaluation.Pictures.Count, 0), (result.Evaluated, result.SkippedCount));
        Assert.Empty(result.Remarks);
        return result;
    }

    private static void AssertPrecision(EvalResult result, double overThresholds, double atHalf)
    {
        Assert.Equal((64, 423), (result.Evaluated, Figure(result, "objects")));
        Assert.Equal(overThresholds, Figure(result, "map"), PrecisionTolerance);
        Assert.Equal(atHalf, Figure(result, "map50"), PrecisionTolerance);
    }

    private static void AssertSampleOf(double share, double measured, int pictures)
    {
        Assert.Equal(100, pictures);
        double error = Math.Sqrt(share * (1.0 - share) / pictures);
        Assert.InRange(measured, share - (StandardErrors * error), share + (StandardErrors * error));
    }

    private static double Figure(EvalResult result, string key) => result.Figures.Overall.Single(figure => figure.Key == key).Value!.Value;
}
