using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tests.Segmentation;
using EdgeVision.Inference.Tests.Sessions;
using EdgeVision.Pixels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Tasks;

/// <summary>Trained DeepLab networks on labelled Pascal VOC pictures.</summary>
public sealed class TrainedSegmentationTests
{
    private const int Classes = 21;

    private static readonly string[] s_pictures = ["1", "23", "114"];

    /// <summary>Models with the side of their input and the share of pixels each picture must have right.</summary>
    public static TheoryData<EngineKind, string, int, double> Models => new()
    {
        { EngineKind.OnnxRuntime, "deeplabv3_mnv2_dm05_257_voc", 257, 0.95 },
        { EngineKind.Managed, "deeplabv3_mnv2_dm05_257_voc", 257, 0.95 },
        { EngineKind.OnnxRuntime, "deeplabv3_mnv2_513_voc_deq", 513, 0.99 },
    };

    [SharedTheory(SharedMaterial.Networks | SharedMaterial.Pictures), MemberData(nameof(Models))]
    public void FindsThePixelsThatPeopleMarked(EngineKind engine, string model, int side, double atLeast)
    {
        using ImageSegmenter segmenter = Open(engine, model, side);
        foreach (string picture in s_pictures)
        {
            PngImage image = PngImage.Load(Repository.SharedPathTo("data", "voc_seg", "samples", $"{picture}_image.png"));
            PngImage marked = PngImage.Load(Repository.SharedPathTo("data", "voc_seg", "samples", $"{picture}_target.png"));

            ClassMap map = segmenter.Segment(new ImageView(FrameFormat.Packed(PixelFormat.Rgb24, image.Width, image.Height), image.Pixels));

            double right = ShareRight(map, marked);
            Assert.True(right >= atLeast, $"{model} has {right:P2} of the pixels of picture {picture} right, fewer than {atLeast:P0}.");
        }
    }

    [SharedFact(SharedMaterial.Networks | SharedMaterial.Pictures)]
    public void TheMapIsTheGoldenScoresLargestColumn()
    {
        const string Model = "deeplabv3_mnv2_dm05_257_voc";
        const int Side = 257;
        float[] scores = Golden.Load(Model).Outputs.Single().Value;
        PngImage image = PngImage.Load(Repository.SharedPathTo("data", "golden", Model + ".input.png"));
        using ImageSegmenter segmenter = Open(EngineKind.OnnxRuntime, Model, Side);

        ClassMap map = segmenter.Segment(new ImageView(FrameFormat.Packed(PixelFormat.Rgb24, image.Width, image.Height), image.Pixels));

        int same = 0;
        for (int i = 0; i < map.Pixels.Length; i++)
            same += map.Pixels[i] == NaiveSegmentation.BestColumn(scores, Classes, Side, Side, i / Side, i % Side) ? 1 : 0;
        // Other kernels move logits by about 1e-5, which decides the pixels between two classes.
        Assert.True(same >= 0.9999 * map.Pixels.Length, $"{same} of {map.Pixels.Length} pixels are those of the golden scores.");
    }

    private static ImageSegmenter Open(EngineKind engine, string model, int side)
    {
        ModelFile file = new(Repository.SharedPathTo("models", model + ".onnx"));
        IInferenceSession session = InferenceSessions.Open(file, new EngineOptions { Engine = engine, Threads = 1 });
        ModelManifest manifest = new()
        {
            Name = model,
            Sha256 = "",
            Labels = [.. File.ReadLines(Repository.SharedPathTo("models", "pascal_voc_segmentation_labels.txt")).Skip(1).Take(Classes - 1)],
            LabelBase = 1,
            Task = ModelTask.Segmentation,
            Input = new ImageInputSpec { Width = side, Height = side },
            InputName = session.Inputs[0].Name,
            Segmentation = new SegmentationOutput { Scores = session.Outputs[0].Name, ScoreKind = ScoreKind.SoftmaxLogits },
        };
        return ImageSegmenter.Open(new LoadedModel(manifest, file, session));
    }

    /// <summary>Of the pixels that people gave a class; those on an outline have none.</summary>
    private static double ShareRight(ClassMap map, PngImage marked)
    {
        int right = 0, counted = 0;
        for (int y = 0; y < marked.Height; y++)
        {
            for (int x = 0; x < marked.Width; x++)
            {
                int at = 3 * ((y * marked.Width) + x), expected = ClassOf(marked.Pixels[at], marked.Pixels[at + 1], marked.Pixels[at + 2]);
                if (expected >= Classes)
                    continue;
                counted++;
                right += map.Pixels[(y * map.Height / marked.Height * map.Width) + (x * map.Width / marked.Width)] == expected ? 1 : 0;
            }
        }

        return (double)right / counted;
    }

    /// <summary>The class of a colour of the data set: of class c, bits 0, 3 and 6 are the top bits of red, 1, 4 and 7 of green, 2 and 5 of blue.</summary>
    private static int ClassOf(byte red, byte green, byte blue) =>
        (red >> 7) | ((green >> 7) << 1) | ((blue >> 7) << 2) | ((red >> 6 & 1) << 3) | ((green >> 6 & 1) << 4) | ((blue >> 6 & 1) << 5) | ((red >> 5 & 1) << 6)
            | ((green >> 5 & 1) << 7);
}
