using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Tests.Kernels;

/// <summary>The widths of this machine as theory data, by name so that test names read well.</summary>
internal static class KernelNames
{
    public static TheoryData<string> Widths => [.. KernelTable.Supported.Select(static table => table.Suffix)];

    public static KernelTable Table(string suffix) => KernelTable.Supported.Single(table => table.Suffix == suffix);
}
