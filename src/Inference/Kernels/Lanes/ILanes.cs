namespace EdgeVision.Inference.Kernels.Lanes;

/// <summary>
/// Arithmetic on a register of <see cref="Count"/> 32-bit floats. Kernels are written once over this interface and the JIT specialises them for each width.
/// The register type is a parameter of its own, because the JIT inlines thousands of calls on plain vectors but gives up on vectors wrapped in a struct.
/// </summary>
/// <typeparam name="TVector">The register.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in one register; a JIT-time constant.</summary>
    static abstract int Count { get; }

    /// <summary><paramref name="value"/> in every lane.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>Reads <see cref="Count"/> floats; no alignment asked for.</summary>
    static abstract TVector Load(float* source);

    /// <summary>Writes <see cref="Count"/> floats; no alignment asked for.</summary>
    static abstract void Store(TVector value, float* destination);

    /// <summary>Lane-wise sum.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>Lane-wise difference.</summary>
    static abstract TVector Subtract(TVector left, TVector right);

    /// <summary>Lane-wise product.</summary>
    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>Lane-wise quotient.</summary>
    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>
    /// <c>left · right + addend</c> with one rounding, or with two on a processor without fused multiply-add, where one rounding would be a call of the C
    /// library for each float.
    /// </summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The larger of the two; a NaN in <paramref name="value"/> stays NaN.</summary>
    static abstract TVector AtLeast(TVector bound, TVector value);

    /// <summary>The smaller of the two; a NaN in <paramref name="value"/> stays NaN.</summary>
    static abstract TVector AtMost(TVector bound, TVector value);

    /// <summary>Nearest integer, ties to even.</summary>
    static abstract TVector Round(TVector value);

    /// <summary>2 to the power of <paramref name="exponent"/>, which holds integers from −126 to 127.</summary>
    static abstract TVector PowerOfTwo(TVector exponent);

    /// <summary>Sum over the lanes.</summary>
    static abstract float Sum(TVector value);

    /// <summary>
    /// Has the cache line of an address, valid or not, brought into the second-level cache where .NET has the processor's instruction for it.
    /// </summary>
    static abstract void Prefetch(float* address);
}
