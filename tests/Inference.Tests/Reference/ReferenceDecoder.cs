using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tests.GoldenModels;
using EdgeVision.Inference.Tests.Segmentation;

namespace EdgeVision.Inference.Tests.Reference;

/// <summary>What a network's outputs mean for pictures of one size, in double precision from the definitions of <c>docs/models.md</c>.</summary>
/// <param name="pictureWidth">Pixels a line.</param>
/// <param name="pictureHeight">Lines.</param>
internal sealed class ReferenceDecoder(ModelManifest manifest, int pictureWidth, int pictureHeight)
{
    /// <summary>What the model's task answers.</summary>
    /// <param name="outputs">By their names.</param>
    public GoldenAnswer Decode(IReadOnlyDictionary<string, ReferenceTensor> outputs)
    {
        GoldenAnswer answer = new(outputs.ToDictionary(static output => output.Key, static output => output.Value.Shape.Dimensions.ToArray()));
        return manifest.Task switch
        {
            ModelTask.Detection => answer with { Objects = new ReferenceDetector(manifest, pictureWidth, pictureHeight).Find(outputs) },
            ModelTask.Classification => answer with { Classes = Rank(outputs[manifest.Classification!.Scores]) },
            _ => answer with { Map = Map(outputs[manifest.Segmentation!.Scores]) },
        };
    }

    // Of logits: softmax.
    private GoldenClass[] Rank(ReferenceTensor scores)
    {
        double sum = scores.Values.Sum(Math.Exp);
        IEnumerable<GoldenClass> classes = manifest.Labels.Index().Where(static label => label.Item.Length > 0)
            .Select(label => new GoldenClass(label.Item, Math.Exp(scores.Values[manifest.LabelBase + label.Index]) / sum));
        return [.. classes.OrderByDescending(static one => one.Score)];
    }

    // Of the whole input, which a stretched picture fills.
    private string[] Map(ReferenceTensor scores)
    {
        (int width, int height) = (manifest.Input!.Width, manifest.Input.Height);
        float[] numbers = [.. scores.Values.Select(static number => (float)number)];
        return [.. Enumerable.Range(0, height).Select(y => string.Concat(Enumerable.Range(0, width).Select(x => BestColumn(y, x) + 1 - manifest.LabelBase)))];

        int BestColumn(int y, int x) => Enumerable.Range(0, scores.Shape[1])
            .MaxBy(column => NaiveSegmentation.Scaled(numbers, scores.Shape[2], scores.Shape[3], column, y, x, height, width));
    }
}
