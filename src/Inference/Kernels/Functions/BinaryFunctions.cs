using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary>a + b</summary>
internal readonly struct Sum : IBinaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Add(left, right);
}

/// <summary>a − b</summary>
internal readonly struct Difference : IBinaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Subtract(left, right);
}

/// <summary>a · b</summary>
internal readonly struct Product : IBinaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Multiply(left, right);
}

/// <summary>a / b</summary>
internal readonly struct Quotient : IBinaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Divide(left, right);
}

/// <summary>max(a, b); a NaN in b stays NaN</summary>
internal readonly struct Greater : IBinaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.AtLeast(left, right);
}

/// <summary>min(a, b); a NaN in b stays NaN</summary>
internal readonly struct Lesser : IBinaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.AtMost(left, right);
}

/// <summary>a for a ≥ 0, else b · a</summary>
internal readonly struct ParametricRelu : IBinaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.MultiplyAdd(right, TLanes.AtMost(TLanes.Broadcast(0f), left), TLanes.AtLeast(TLanes.Broadcast(0f), left));
}
