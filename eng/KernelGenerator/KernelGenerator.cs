using Microsoft.CodeAnalysis;

namespace EdgeVision.KernelGenerator;

/// <summary>
/// Writes the tile kernels of src/Inference/Kernels. The JIT keeps accumulators in registers only when each is a local of its own,
/// so a tile of 14 × 2 registers is 28 named locals: text that a table writes better than a person.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterPostInitializationOutput(static output =>
        {
            foreach ((string file, string text) in Tiles.Write())
                output.AddSource(file, text);
        });
}
