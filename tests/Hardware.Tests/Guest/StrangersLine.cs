using System.Diagnostics;
using System.Globalization;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A line that another program holds, <c>gpioset</c> by name, until disposal.</summary>
internal sealed class StrangersLine : IDisposable
{
    private readonly Process _holder;

    /// <summary>Takes the line and drives a level.</summary>
    public StrangersLine(GpioLine line, int level)
    {
        _holder = Shell.Start("gpioset", "--mode=signal", GpioLine.Chip, string.Create(CultureInfo.InvariantCulture, $"{line.Offset}={level}"));
        Eventually.True(() => Shell.Run("gpioinfo", GpioLine.Chip).Split('\n').Any(words => words.Contains($" {line.Offset}:", StringComparison.Ordinal)
            && words.Contains("\"gpioset\"", StringComparison.Ordinal)), TimeSpan.FromSeconds(30), () => $"gpioset does not hold line {line.Offset}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _holder.Kill();
        _holder.WaitForExit();
        _holder.Dispose();
    }
}
