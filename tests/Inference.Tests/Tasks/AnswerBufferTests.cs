using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Tasks;
using EdgeVision.TestKit;
using static EdgeVision.Inference.Tests.Tasks.Answers;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Inference.Tests.Tasks;

public sealed class AnswerBufferTests
{
    private static readonly ModelManifest s_detector = Model(ModelTask.Detection, "person", "cat");

    [Fact]
    public void KeepsNamesAndPartsOfThePicture()
    {
        var buffer = new AnswerBuffer();

        buffer.Set(new VisionResult { Objects = [At(1, 0.5f, 16, 12, 160, 60)] }, s_detector, pictureWidth: 320, pictureHeight: 240);

        Assert.Equal([new SeenObject("cat", 0.5f, new BoundingBox(0.05f, 0.05f, 0.5f, 0.25f))], buffer.Answer.Objects.ToArray());
        Assert.Equal((ModelTask.Detection, s_detector.Detection!.MinimumScore), (buffer.Answer.Task, buffer.Answer.LeastScore));
    }

    [Fact]
    public void WhatWasThereBefore_IsGone()
    {
        var buffer = new AnswerBuffer();
        buffer.Set(new VisionResult { Objects = [At(0, 0.9f, 0, 0, 10, 10), At(1, 0.5f, 0, 0, 10, 10)] }, s_detector, Side, Side);

        buffer.Set(new VisionResult { Map = new ClassMap(2, 1, [0, 1]) }, Model(ModelTask.Segmentation, "cup"), Side, Side);

        Assert.True(buffer.Answer.Objects.IsEmpty);
        Assert.Equal([0, 1], buffer.Answer.Map.ToArray());
        Assert.Equal("cup", buffer.Answer.LabelOf(1));
    }

    /// <summary>The thread that fills it decodes the next frame by the time another reads it.</summary>
    [Fact]
    public void DoesNotReferToTheResult()
    {
        DetectedObject[] objects = [At(0, 0.9f, 0, 0, 10, 10)];
        var answer = VisionAnswer.Of(new VisionResult { Objects = objects }, s_detector, Side, Side);

        objects[0] = At(1, 0.1f, 0, 0, 1, 1);

        Assert.Equal("person", answer.Objects[0].Label);
    }

    [Fact]
    public void AllocatesNothingOnceGrown()
    {
        var buffer = new AnswerBuffer();
        DetectedObject[] objects = [At(0, 0.9f, 0, 0, 10, 10), At(1, 0.5f, 0, 0, 10, 10)];
        ClassScore[] classes = [new(0, 0.9f)];
        ClassMap map = new(4, 4, new byte[16]);
        ModelManifest classifier = Model(ModelTask.Classification, "person"), segmenter = Model(ModelTask.Segmentation, "person");
        Fill();

        Assert.Equal(0, Allocated.By(Fill));

        void Fill()
        {
            buffer.Set(new VisionResult { Objects = objects }, s_detector, Side, Side);
            buffer.Set(new VisionResult { Classes = classes }, classifier, Side, Side);
            buffer.Set(new VisionResult { Map = map }, segmenter, Side, Side);
        }
    }
}
