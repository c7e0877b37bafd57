using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary>
/// The exponential function over lanes: x = n·ln 2 + r with |r| ≤ ln 2 / 2, and e^r by the degree-5 polynomial of the Cephes library (expf.c, S. L. Moshier).
/// Relative error below 2·10⁻⁷ where the result is normal; overflow gives infinity, underflow zero, NaN stays NaN.
/// </summary>
internal static class Exponentials
{
    // Beyond these the result is infinity and zero anyway.
    private const float MaxExponent = 90f;
    private const float MinExponent = -105f;
    private const float Log2OfE = 1.44269504088896341f;

    // ln 2 in two parts, so that n·ln 2 loses no bits.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        x = TLanes.AtMost(TLanes.Broadcast(MaxExponent), TLanes.AtLeast(TLanes.Broadcast(MinExponent), x));
        TVector n = TLanes.Round(TLanes.Multiply(x, TLanes.Broadcast(Log2OfE)));
        TVector r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2High), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2Low), r);
        TVector p = TLanes.Broadcast(1.9875691500e-4f);
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(1.3981999507e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(8.3334519073e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(4.1665795894e-2f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(1.6666665459e-1f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(5.0000001201e-1f));
        TVector e = TLanes.MultiplyAdd(p, TLanes.Multiply(r, r), TLanes.Add(r, TLanes.Broadcast(1f)));

        // The power in two halves: 2^n may not exist as a float where the product does.
        TVector half = TLanes.Round(TLanes.Multiply(n, TLanes.Broadcast(0.5f)));
        return TLanes.Multiply(TLanes.Multiply(e, TLanes.PowerOfTwo(half)), TLanes.PowerOfTwo(TLanes.Subtract(n, half)));
    }
}
