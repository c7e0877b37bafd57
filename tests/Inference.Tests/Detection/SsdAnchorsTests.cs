using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Detection;

public sealed class SsdAnchorsTests
{
    /// <summary>The published anchors are single-precision results of another order of operations.</summary>
    private const float Tolerance = 2e-6f;

    /// <summary>Half a step of the eight bits that these anchors went through.</summary>
    private const float QuantisedTolerance = 0.00645304f / 2f;

    private static readonly SsdAnchorSpec s_mobileNet = new() { FeatureMaps = [19, 10, 5, 3, 2, 1] };

    [Fact]
    public void GeneratesOneAnchorForEachOutputOfMobileNetSsd()
    {
        ImmutableArray<SsdAnchor> anchors = SsdAnchors.Generate(s_mobileNet);

        Assert.Equal((19 * 19 * 3) + ((100 + 25 + 9 + 4 + 1) * 6), anchors.Length);
        Assert.Equal(new SsdAnchor(0.5f / 19f, 0.5f / 19f, 0.1f, 0.1f), anchors[0]);
        Assert.Equal(new SsdAnchor(0.5f, 0.5f, MathF.Sqrt(0.95f), MathF.Sqrt(0.95f)), anchors[^1]);
    }

    [Fact]
    public void OneMapHasTheSmallestScale()
    {
        ImmutableArray<SsdAnchor> anchors = SsdAnchors.Generate(
            new SsdAnchorSpec { FeatureMaps = [1], AspectRatios = [1f], ReduceBoxesInLowestLayer = false, InterpolatedAspectRatio = 0f, MinimumScale = 0.3f });

        Assert.Equal(new SsdAnchor(0.5f, 0.5f, 0.3f, 0.3f), Assert.Single(anchors));
    }

    [SharedFact(SharedMaterial.Networks)]
    public void MatchesTheAnchorsPublishedWithSsdLite()
    {
        ReadOnlySpan<float> corners = MemoryMarshal.Cast<byte, float>(
            File.ReadAllBytes(Repository.SharedPathTo("models", "ssdlite_mobilenet_v2_coco_300.anchors_yxyx.f32")));

        ImmutableArray<SsdAnchor> anchors = SsdAnchors.Generate(s_mobileNet);

        Assert.Equal(corners.Length, 4 * anchors.Length);
        for (int i = 0; i < anchors.Length; i++)
        {
            SsdAnchor anchor = anchors[i];
            Assert.Equal(corners[4 * i], anchor.CenterY - (anchor.Height / 2f), Tolerance);
            Assert.Equal(corners[(4 * i) + 1], anchor.CenterX - (anchor.Width / 2f), Tolerance);
            Assert.Equal(corners[(4 * i) + 2], anchor.CenterY + (anchor.Height / 2f), Tolerance);
            Assert.Equal(corners[(4 * i) + 3], anchor.CenterX + (anchor.Width / 2f), Tolerance);
        }
    }

    [SharedFact(SharedMaterial.Networks)]
    public void MatchesTheAnchorsPublishedWithSsd()
    {
        byte[] file = File.ReadAllBytes(Repository.SharedPathTo("models", "ssd_mobilenet_v1_coco_300_qat_deq.anchors_yxhw.npy"));
        ReadOnlySpan<float> centers = MemoryMarshal.Cast<byte, float>(file.AsSpan(10 + BitConverter.ToUInt16(file, 8)));

        ImmutableArray<SsdAnchor> anchors = SsdAnchors.Generate(s_mobileNet);

        Assert.Equal(centers.Length, 4 * anchors.Length);
        for (int i = 0; i < anchors.Length; i++)
        {
            Assert.Equal(centers[4 * i], anchors[i].CenterY, QuantisedTolerance);
            Assert.Equal(centers[(4 * i) + 1], anchors[i].CenterX, QuantisedTolerance);
            Assert.Equal(centers[(4 * i) + 2], anchors[i].Height, QuantisedTolerance);
            Assert.Equal(centers[(4 * i) + 3], anchors[i].Width, QuantisedTolerance);
        }
    }
}
