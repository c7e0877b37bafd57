namespace EdgeVision.Inference.Models;

/// <summary>What the four numbers of a box are.</summary>
public enum BoxKind
{
    /// <summary>(ty, tx, th, tw): offsets from an SSD anchor.</summary>
    SsdOffsets,

    /// <summary>(top, left, bottom, right), each in 0…1 of the input.</summary>
    CornersYxyx,

    /// <summary>(left, top, right, bottom), each in 0…1 of the input.</summary>
    CornersXyxy,
}
