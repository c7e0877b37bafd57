using System.Text.Json;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Evaluation;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Workbench.Tests.Evaluation;

/// <summary>Sixty-four labelled COCO pictures of the shared test material.</summary>
internal static class Coco64
{
    /// <summary>What <paramref name="detector"/> finds in each picture, with what is there, in picture pixels.</summary>
    /// <param name="coverSide">Pixels that a decoded picture's sides must have at least; 0 for full size.</param>
    public static List<(DetectedObject[] Found, GroundTruthBox[] GroundTruth)> Detect(ObjectDetector detector, int coverSide = 0)
    {
        using JsonDocument instances = JsonDocument.Parse(File.ReadAllBytes(Repository.SharedPathTo("data", "coco64", "instances.json")));
        ILookup<long, GroundTruthBox> truth = instances.RootElement.GetProperty("annotations").EnumerateArray()
            .ToLookup(static annotation => annotation.GetProperty("image_id").GetInt64(), static annotation => Read(annotation));
        using var decoder = new JpegDecoder();
        using var pixels = new PixelBuffer();
        var results = new List<(DetectedObject[], GroundTruthBox[])>();
        foreach (JsonElement image in instances.RootElement.GetProperty("images").EnumerateArray())
        {
            byte[] jpeg = File.ReadAllBytes(Repository.SharedPathTo("data", "coco64", image.GetProperty("file_name").GetString()!));
            DecodedPicture picture = decoder.Decode(jpeg, coverSide, coverSide, pixels);
            FrameFormat format = picture.Format;
            var view = new ImageView(format, pixels.Bytes);
            float scaleX = (float)picture.PictureWidth / format.Width, scaleY = (float)picture.PictureHeight / format.Height;
            DetectedObject[] found = [.. detector.Detect(view).ToArray().Select(detection => detection with { Box = Scale(detection.Box, scaleX, scaleY) })];
            results.Add((found, [.. truth[image.GetProperty("id").GetInt64()]]));
        }

        return results;
    }

    public static ModelPackage DefaultModel() => ModelPackage.Open(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco"));

    private static BoundingBox Scale(BoundingBox box, float x, float y) => new(box.Left * x, box.Top * y, box.Right * x, box.Bottom * y);

    private static GroundTruthBox Read(JsonElement annotation)
    {
        float[] box = [.. annotation.GetProperty("bbox").EnumerateArray().Select(static number => number.GetSingle())];
        return new GroundTruthBox(
            annotation.GetProperty("category_id").GetInt32() - 1,
            new BoundingBox(box[0], box[1], box[0] + box[2], box[1] + box[3]),
            annotation.GetProperty("iscrowd").GetInt32() == 1);
    }
}
