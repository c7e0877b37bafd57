namespace EdgeVision.Inference.Models;

/// <summary>What the numbers of a box are.</summary>
public enum BoxKind
{
    /// <summary>(ty, tx, th, tw): offsets from an SSD anchor.</summary>
    SsdOffsets,

    /// <summary>(top, left, bottom, right), each in 0…1 of the input.</summary>
    CornersYxyx,

    /// <summary>(left, top, right, bottom), each in 0…1 of the input.</summary>
    CornersXyxy,

    /// <summary>(left, top, right, bottom) at a heatmap's cell: distances from the object's centre to the box's sides, in pixels of the input.</summary>
    CenterDistances,

    /// <summary>(width, height) at a heatmap's cell, in cells (Zhou et al. 2019, arXiv:1904.07850, §4).</summary>
    CenterSizes,
}
