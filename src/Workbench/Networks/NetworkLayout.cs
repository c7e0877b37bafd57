namespace EdgeVision.Workbench.Networks;

/// <summary>Whose conventions a network follows where the papers leave a choice. Trained weights fit only the layout they were trained in.</summary>
public enum NetworkLayout
{
    /// <summary>
    /// TF-slim and the TensorFlow Object Detection API: "SAME" borders, which are wider below and to the right; three anchors a cell on an SSD's finest map.
    /// </summary>
    TensorFlow,

    /// <summary>torchvision: borders of the same width on all sides; six anchors a cell on every map of an SSD.</summary>
    Torchvision,
}
