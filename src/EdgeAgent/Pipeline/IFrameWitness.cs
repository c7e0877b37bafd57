using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>Sees what the pipeline's model makes of live frames. Called by the inference thread after the sinks; must neither wait nor throw.</summary>
internal interface IFrameWitness
{
    /// <summary>A frame went all its way.</summary>
    /// <param name="model">What looked at it.</param>
    /// <param name="view">Its pixels; valid during the call only.</param>
    /// <param name="seen">What the model saw; valid during the call only.</param>
    /// <param name="latency">From capture until the rules were done.</param>
    void Saw(IVisionTask model, in ImageView view, in VisionResult seen, TimeSpan latency);

    /// <summary>A frame ended in a defect.</summary>
    void Failed(IVisionTask model, Exception defect);
}
