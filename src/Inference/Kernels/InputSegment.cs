namespace EdgeVision.Inference.Kernels;

/// <summary>
/// A run of neighbouring input floats that a convolution multiplies by consecutive rows of its packed weights: the channels of one block at one tap,
/// or, in a planar image, the taps of one row of the window.
/// </summary>
/// <param name="Offset">From the input of a tile's first pixel, in floats.</param>
/// <param name="Length">In floats; at least 1.</param>
internal readonly record struct InputSegment(nint Offset, nint Length);
