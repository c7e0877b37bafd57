namespace EdgeVision.Inference.Planning.Memory;

/// <summary>A block of native memory.</summary>
/// <param name="Start">Where what may be used begins.</param>
/// <param name="End">Where that ends.</param>
/// <param name="Address">What is given back.</param>
/// <param name="Length">Bytes of that.</param>
internal readonly record struct MemorySlab(nint Start, nint End, nint Address, nuint Length);
