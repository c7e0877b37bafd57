using EdgeVision.EdgeAgent.Tracking;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>Whether a camera gives frames.</summary>
/// <param name="Camera">The camera's name.</param>
/// <param name="IsOnline">Whether frames come.</param>
/// <param name="At">Since when.</param>
internal readonly record struct CameraStatus(string Camera, bool IsOnline, Moment At);
