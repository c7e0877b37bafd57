using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>
/// Takes what the pipeline sees to the world. Called by the inference thread only, so it must not block; an exception is logged and touches no other
/// sink.
/// </summary>
internal interface IEventSink
{
    /// <summary>What log messages call the sink.</summary>
    string Name { get; }

    /// <summary>A camera came or went.</summary>
    void OnCamera(in CameraStatus status);

    /// <summary>A frame came that nobody wanted inferred.</summary>
    /// <param name="gate">What its camera waits for: inactive, so it is known that nothing is to be seen, or unknown.</param>
    void OnSkipped(string camera, ConditionState gate)
    {
    }

    /// <summary>
    /// A rule began, goes on or ended holding in front of one camera; it holds while it has begun more often than it has ended. A camera that is lost
    /// ends its events. What the inference thread never says because it hangs, no event says either: an output that must know keeps a clock of its own,
    /// as GPIO's does.
    /// </summary>
    void OnEvent(in VisionEvent visionEvent);

    /// <summary>From the next frame on another model sees: what a sink has made of the labels and the task of the one before is to be made anew.</summary>
    void OnModel(ModelManifest model)
    {
    }

    /// <summary>A frame was inferred, after its events. Spans in it are valid during the call only.</summary>
    void OnFrame(in FrameResult frame);
}
