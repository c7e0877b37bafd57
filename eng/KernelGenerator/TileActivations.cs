using System.Collections.Generic;
using System.Linq;

namespace EdgeVision.KernelGenerator;

/// <summary>
/// The activations of a tile's epilogue, written out for one register type: ahead of time the compiler does not inline a generic method that names
/// a register of the framework, as <c>IUnaryFunction.Apply</c> does, and a call would push the accumulators out of registers.
/// </summary>
internal static class TileActivations
{
    // The formulas of src/Inference/Kernels/Functions; tests hold the two against each other.
    private static readonly (string Name, string Formula)[] s_activations =
    [
        ("Identity", "value"),
        ("Clamp", "TLanes.AtMost(beta, TLanes.AtLeast(alpha, value))"),
        (
            "HardSwish",
            "TLanes.Multiply(value, TLanes.AtMost(TLanes.Broadcast(1f), TLanes.AtLeast(TLanes.Broadcast(0f), TLanes.MultiplyAdd(value, alpha, beta))))"),
        ("HardSigmoid", "TLanes.AtMost(TLanes.Broadcast(1f), TLanes.AtLeast(TLanes.Broadcast(0f), TLanes.MultiplyAdd(value, alpha, beta)))"),
    ];

    /// <summary>The names, which are those of <c>TileActivation</c> and of the types in <c>Kernels/Activations</c>.</summary>
    public static IEnumerable<string> Names => s_activations.Select(static activation => activation.Name);

    /// <summary>Writes the method that applies one of them.</summary>
    public static void Write(SourceWriter writer)
    {
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line("private static TVector Apply<TActivation>(TVector value, TVector alpha, TVector beta)");
        writer.Line("    where TActivation : struct, IUnaryFunction");
        writer.Open();
        foreach ((string name, string formula) in s_activations)
        {
            writer.Line($"if (typeof(TActivation) == typeof({name}))");
            writer.Line($"    return {formula};");
        }

        writer.Line("throw new NotSupportedException();");
        writer.Close();
        writer.Line("");
    }
}
