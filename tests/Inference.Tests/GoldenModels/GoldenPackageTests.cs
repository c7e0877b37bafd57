using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tests.Preprocessing;
using EdgeVision.Pixels;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Inference.Tests.GoldenModels;

/// <summary>The golden models as the daemon opens any: by their folder, held against the SHA-256 of the manifest.</summary>
public sealed class GoldenPackageTests
{
    public static TheoryData<string> Names => [.. GoldenModel.Names];

    [Theory, MemberData(nameof(Names))]
    public void OpensAsTheTaskOfItsManifestInTheManagedEngine(string name) => OpensAsTheTaskOfItsManifest(name, EngineKind.Managed);

    [Theory, MemberData(nameof(Names))]
    public void OpensAsTheTaskOfItsManifestInOnnxRuntime(string name) => OpensAsTheTaskOfItsManifest(name, EngineKind.OnnxRuntime);

    /// <summary>A decoder may reduce a picture; boxes are measured in the whole one.</summary>
    [Theory]
    [InlineData("ssdlite-mobilenet-v2")]
    [InlineData("centernet-mobilenet-v3-small")]
    public void BoxesAreInPixelsOfThePictureThatTheImageIsOf(string name)
    {
        TestImage picture = GoldenPicture.Load();
        ImageView reduced = picture.View;
        using ObjectDetector detector = ObjectDetector.Open(InferenceSessions.Load(GoldenModel.Load(name).Package, new EngineOptions { Threads = 1 }));

        DetectedObject[] small = detector.Detect(reduced).ToArray();
        DetectedObject[] whole = detector.Detect(new ImageView(reduced.Format, reduced.Bytes, 2 * picture.Width, 3 * picture.Height)).ToArray();

        Assert.NotEmpty(small);
        Assert.Equal(small.Select(static one => one with { Box = one.Box.Scaled(2, 3) }), whole);
    }

    private static void OpensAsTheTaskOfItsManifest(string name, EngineKind engine)
    {
        GoldenModel golden = GoldenModel.Load(name);
        TestImage picture = GoldenPicture.Load();
        using IVisionTask task = VisionTasks.Open(
            InferenceSessions.Load(golden.Package, new EngineOptions { Engine = engine, Threads = 1 }));

        VisionResult result = task.Look(picture.View);

        Assert.Equal("MIT", task.Model.Licence);
        Assert.Equal(golden.Answer.Objects?.Length ?? 0, result.Objects.Length);
        Assert.Equal(golden.Answer.Classes is not null, !result.Classes.IsEmpty);
        Assert.Equal(golden.Answer.Map?.Length, result.Map?.Height);
        Assert.Equal(task.Model.Task == ModelTask.Segmentation, result.Map is not null);
    }
}
