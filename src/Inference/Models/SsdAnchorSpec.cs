using System.Collections.Immutable;

namespace EdgeVision.Inference.Models;

/// <summary>
/// Parameters of an SSD's anchors, in the terms of TensorFlow's <c>ssd_anchor_generator</c> and <c>faster_rcnn_box_coder</c>
/// (Liu et al. 2016, arXiv:1512.02325, §2.2).
/// </summary>
public sealed record SsdAnchorSpec
{
    // The finest map's cells are 16 pixels wide; each of the six has half as many along a side as the one before.
    private const int FinestStride = 16;
    private const int MapsOfSsdLite = 6;

    /// <summary>Cells along one side of each feature map, finest first, for example [19, 10, 5, 3, 2, 1].</summary>
    public required ImmutableArray<int> FeatureMaps { get; init; }

    /// <summary>Anchor size on the finest map as a part of the input. Default 0.2.</summary>
    public float MinimumScale { get; init; } = 0.2f;

    /// <summary>Anchor size on the coarsest map as a part of the input. Default 0.95.</summary>
    public float MaximumScale { get; init; } = 0.95f;

    /// <summary>Width over height of the anchors of each cell. Default [1, 2, 1/2, 3, 1/3].</summary>
    public ImmutableArray<float> AspectRatios { get; init; } = [1f, 2f, 0.5f, 3f, 0.3333f];

    /// <summary>Whether the finest map has only three anchors a cell: a square of 0.1, and 2:1 and 1:2. Default true.</summary>
    public bool ReduceBoxesInLowestLayer { get; init; } = true;

    /// <summary>Aspect ratio of the anchor between two maps' scales; 0 for none. Default 1.</summary>
    public float InterpolatedAspectRatio { get; init; } = 1f;

    /// <summary>What ty and tx are divided by. Default 10.</summary>
    public float CenterScale { get; init; } = 10f;

    /// <summary>What th and tw are divided by. Default 5.</summary>
    public float SizeScale { get; init; } = 5f;

    /// <summary>Cells along a side of an SSDLite's maps for a square input, finest first: [19, 10, 5, 3, 2, 1] at 300 pixels.</summary>
    public static ImmutableArray<int> FeatureMapsAt(int side)
    {
        ImmutableArray<int>.Builder maps = ImmutableArray.CreateBuilder<int>(MapsOfSsdLite);
        for (int cells = (side + FinestStride - 1) / FinestStride; maps.Count < MapsOfSsdLite; cells = (cells + 1) / 2)
            maps.Add(cells);
        return maps.MoveToImmutable();
    }
}
