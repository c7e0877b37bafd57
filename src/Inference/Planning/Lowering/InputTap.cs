namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>One input float of an output pixel: channel, place in the window, and offset from the window's first float.</summary>
internal readonly record struct InputTap(int Channel, int Y, int X, long Offset);
