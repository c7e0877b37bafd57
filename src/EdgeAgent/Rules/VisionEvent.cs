using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>A rule began, goes on or ended holding in front of one camera.</summary>
/// <param name="Id">The same from start to end; time-ordered (RFC 9562, version 7).</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Camera">The camera's name.</param>
/// <param name="Kind">Start, update or end.</param>
/// <param name="Subject">The best match when the message was made; for an end, that of the message before.</param>
/// <param name="Label">The subject's label.</param>
/// <param name="Box01">An object's box in parts of the picture; else empty.</param>
/// <param name="Objects">Matching objects or classes in that frame; 0 for an end.</param>
/// <param name="StartedAt">When the event started.</param>
/// <param name="At">When this message was made.</param>
internal readonly record struct VisionEvent(
    Guid Id,
    string Rule,
    string Camera,
    VisionEventKind Kind,
    Subject Subject,
    string Label,
    BoundingBox Box01,
    int Objects,
    Moment StartedAt,
    Moment At);
