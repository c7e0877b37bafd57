using System.Runtime.CompilerServices;
using EdgeVision.EdgeAgent.Gpio;

namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>Opens inputs by their kind.</summary>
internal static class InputDevices
{
    /// <inheritdoc cref="InputOpening"/>
    public static IInputDevice Open(InputOptions options, IGpioInputLines lines, Action<bool> changed, Action<Exception> failed) =>
        options.Kind == InputKind.Line ? new LineDevice(options, lines, changed, failed) : OpenPeripheral(options, lines, changed, failed);

    // A method of its own, so that the assembly of the bindings is not loaded for a plain line.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PeripheralDevice OpenPeripheral(InputOptions options, IGpioInputLines lines, Action<bool> changed, Action<Exception> failed) =>
        new(options, lines, changed, failed);
}
