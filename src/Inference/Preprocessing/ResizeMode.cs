namespace EdgeVision.Inference.Preprocessing;

/// <summary>How an image of another shape is brought to a network's input size.</summary>
public enum ResizeMode
{
    /// <summary>Each axis on its own scale; the whole input is image.</summary>
    Stretch,

    /// <summary>Both axes on one scale, the image in the middle, the bars beside it at the mean colour (0 after normalisation).</summary>
    Letterbox,
}
