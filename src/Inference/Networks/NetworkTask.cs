namespace EdgeVision.Inference.Networks;

/// <summary>What a network of the family is for, which decides its outputs.</summary>
public enum NetworkTask
{
    /// <summary>What the whole image shows: <c>logits</c> [1, classes].</summary>
    Classification,

    /// <summary>Which objects are where: <c>raw_boxes</c> [1, anchors, 4] and <c>raw_scores</c> [1, anchors, classes + 1].</summary>
    Detection,

    /// <summary>What each pixel shows: <c>logits</c> [1, classes, height, width].</summary>
    Segmentation,
}
