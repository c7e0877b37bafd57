using System.Device.I2c;

namespace EdgeVision.EdgeAgent.Gpio.Expanders;

/// <summary>
/// PCF8574 and PCF8575: one register of a bit a line, and no other. A 0 pulls the line down, a 1 lets a weak current hold it up, so that it
/// is an input as well (NXP PCF8574 Rev. 5, 8.1): the state of all lines at power-on (8.4), and of those nobody has. Each transfer writes every line at once
/// (8.2), so the first byte of the first one already is the safe level of all that are configured.
/// </summary>
/// <param name="bytes">1 for 8 lines, 2 for 16.</param>
internal sealed class Pcf857xRegisters(int bytes) : IExpanderRegisters
{
    public void Start(I2cDevice chip, ushort lines, ushort levels) => Write(chip, lines, levels);

    public void Write(I2cDevice chip, ushort lines, ushort levels)
    {
        int port = levels | ~lines;
        Span<byte> transfer = [(byte)port, (byte)(port >> 8)];
        chip.Write(transfer[..bytes]);
    }

    /// <remarks>
    /// A read gives the voltages of the pins, not the register (8.3). A line written high may be pulled down from outside; one written low that is high
    /// has been reset, and where all are written high a reset changes nothing.
    /// </remarks>
    public bool Keeps(I2cDevice chip, ushort lines, ushort levels)
    {
        Span<byte> port = stackalloc byte[2];
        port.Clear();
        chip.Read(port[..bytes]);
        return ((port[0] | port[1] << 8) & lines & ~levels) == 0;
    }
}
