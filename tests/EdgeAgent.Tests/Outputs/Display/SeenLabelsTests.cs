using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Display;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Tests.Outputs.Display;

public sealed class SeenLabelsTests
{
    private readonly SeenLabels _seen = new(["door", "yard"], ["person", "dog", "cat"]);

    [Fact]
    public void Objects_OfAllCameras_AddUp()
    {
        _seen.Frame(Frame("door", [Track(0), Track(1), Track(0)]));
        _seen.Frame(Frame("yard", [Track(0), Track(2, missed: 1)]));

        Assert.Equal(["3 person", "1 dog"], _seen.Words());
    }

    [Fact]
    public void ANewFrame_TakesThePlaceOfTheCamerasOld()
    {
        _seen.Frame(Frame("door", [Track(0), Track(1)]));

        _seen.Frame(Frame("door", [Track(2)]));

        Assert.Equal(["1 cat"], _seen.Words());
    }

    [Fact]
    public void ACameraThatIsLost_ShowsNothing()
    {
        _seen.Camera(new CameraStatus("door", IsOnline: true, default));
        _seen.Camera(new CameraStatus("yard", IsOnline: true, default));
        _seen.Frame(Frame("door", [Track(0)]));
        Assert.Equal(2, _seen.CamerasOnline);

        _seen.Camera(new CameraStatus("door", IsOnline: false, default));

        Assert.Empty(_seen.Words());
        Assert.Equal(1, _seen.CamerasOnline);
    }

    [Fact]
    public void ACameraWhoseFramesAreNotInferred_ShowsNothing()
    {
        _seen.Frame(Frame("door", [Track(0)]));
        _seen.Frame(Frame("yard", [Track(1)]));

        _seen.Forget("door");

        Assert.Equal(["1 dog"], _seen.Words());
    }

    [Fact]
    public void AClassifier_ShowsTheLikeliestClass()
    {
        _seen.Frame(Frame("door", classes: [new ClassScore(2, 0.87f), new ClassScore(1, 0.1f)]));

        Assert.Equal(["cat 87%"], _seen.Words());
    }

    [Fact]
    public void ASegmenter_ShowsAreas()
    {
        _seen.Frame(Frame("door", map: new ClassMap(4, 1, [0, 1, 1, 3])));

        Assert.Equal(["person 50%", "cat 25%"], _seen.Words());
    }

    [Fact]
    public void AFrame_AllocatesNothing()
    {
        Track[] tracks = [Track(0), Track(1)];
        _seen.Frame(Frame("door", tracks));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            _seen.Frame(Frame("door", tracks));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Track Track(int label, int missed = 0) => new(1, label, 0.9f, default, 1, missed, default, default);

    private static FrameResult Frame(string camera, ReadOnlySpan<Track> tracks = default, ReadOnlySpan<ClassScore> classes = default, ClassMap? map = null) =>
        new()
        {
            Camera = camera,
            Sequence = 1,
            CapturedAt = default,
            Latency = default,
            Scene = new Scene { Width = 16, Height = 16, Tracks = tracks, Classes = classes, Map = map },
            Timings = default,
        };
}
