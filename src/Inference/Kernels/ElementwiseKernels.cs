using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Functions;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>
/// One function over runs of floats. Every kernel may work in place: source and destination are equal or do not overlap.
/// The last floats of a run that do not fill a register go through <see cref="ScalarLane"/> by the same formula.
/// </summary>
internal static unsafe class ElementwiseKernels
{
    /// <summary>y[i] = f(x[i]) for i in [0, length).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Unary<TLanes, TVector, TFunction>(float* x, float* y, nint length, float alpha, float beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TFunction : struct, IUnaryFunction
    {
        TVector a = TLanes.Broadcast(alpha), b = TLanes.Broadcast(beta);
        nint i = 0;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
            TLanes.Store(TFunction.Apply<TLanes, TVector>(TLanes.Load(x + i), a, b), y + i);
        for (; i < length; i++)
            y[i] = TFunction.Apply<ScalarLane, float>(x[i], alpha, beta);
    }

    /// <summary>y[i] = f(a[i], b[i]) for i in [0, length).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Binary<TLanes, TVector, TFunction>(float* a, float* b, float* y, nint length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TFunction : struct, IBinaryFunction
    {
        nint i = 0;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
            TLanes.Store(TFunction.Apply<TLanes, TVector>(TLanes.Load(a + i), TLanes.Load(b + i)), y + i);
        for (; i < length; i++)
            y[i] = TFunction.Apply<ScalarLane, float>(a[i], b[i]);
    }

    /// <summary>y[i] = f(a[i], b[0]) for i in [0, length).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void BinaryRightScalar<TLanes, TVector, TFunction>(float* a, float* b, float* y, nint length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TFunction : struct, IBinaryFunction
    {
        float scalar = *b;
        TVector right = TLanes.Broadcast(scalar);
        nint i = 0;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
            TLanes.Store(TFunction.Apply<TLanes, TVector>(TLanes.Load(a + i), right), y + i);
        for (; i < length; i++)
            y[i] = TFunction.Apply<ScalarLane, float>(a[i], scalar);
    }

    /// <summary>y[i] = f(a[0], b[i]) for i in [0, length).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void BinaryLeftScalar<TLanes, TVector, TFunction>(float* a, float* b, float* y, nint length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TFunction : struct, IBinaryFunction
    {
        float scalar = *a;
        TVector left = TLanes.Broadcast(scalar);
        nint i = 0;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
            TLanes.Store(TFunction.Apply<TLanes, TVector>(left, TLanes.Load(b + i)), y + i);
        for (; i < length; i++)
            y[i] = TFunction.Apply<ScalarLane, float>(scalar, b[i]);
    }

    /// <summary>y[i] = f(a[i], b[i mod 16]) for i in [0, length): one number a channel, over the pixels of a block. The length is a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void BinaryRightBlock<TLanes, TVector, TFunction>(float* a, float* b, float* y, nint length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TFunction : struct, IBinaryFunction
    {
        for (nint lane = 0; lane < ChannelBlock.Size; lane += TLanes.Count)
        {
            TVector right = TLanes.Load(b + lane);
            for (nint i = lane; i < length; i += ChannelBlock.Size)
                TLanes.Store(TFunction.Apply<TLanes, TVector>(TLanes.Load(a + i), right), y + i);
        }
    }

    /// <summary>y[i] = f(a[i mod 16], b[i]) for i in [0, length). The length is a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void BinaryLeftBlock<TLanes, TVector, TFunction>(float* a, float* b, float* y, nint length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TFunction : struct, IBinaryFunction
    {
        for (nint lane = 0; lane < ChannelBlock.Size; lane += TLanes.Count)
        {
            TVector left = TLanes.Load(a + lane);
            for (nint i = lane; i < length; i += ChannelBlock.Size)
                TLanes.Store(TFunction.Apply<TLanes, TVector>(left, TLanes.Load(b + i)), y + i);
        }
    }

    /// <summary>y[i, j] = x[i, j] · scale[i], dense and row by row. The columns are a multiple of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ScaleRows<TLanes, TVector>(float* x, float* scale, float* y, nint rows, nint columns)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (nint row = 0; row < rows; row++)
        {
            TVector factor = TLanes.Broadcast(scale[row]);
            for (nint column = 0; column < columns; column += TLanes.Count, x += TLanes.Count, y += TLanes.Count)
                TLanes.Store(TLanes.Multiply(TLanes.Load(x), factor), y);
        }
    }

    /// <summary>y[i] = f(x[i]) by a function that has no lanes; the parameters as in <see cref="Unary"/>.</summary>
    public static void UnaryScalar<TFunction>(float* x, float* y, nint length, float alpha, float beta)
        where TFunction : struct, IScalarUnaryFunction
    {
        for (nint i = 0; i < length; i++)
            y[i] = TFunction.Apply(x[i], alpha);
    }
}
