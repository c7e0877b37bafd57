using System.Device.I2c;

namespace EdgeVision.EdgeAgent.Gpio.Expanders;

/// <summary>
/// MCP23008 and MCP23017 (Microchip DS21919, DS20001952C). At power-on all lines are inputs (3.1, 3.5.1: IODIR is all ones). The latches
/// (3.5.11: OLAT) are written before the directions, and read back in between, so that a line becomes an output at its level. A latch of a
/// line that is an input drives nothing.
/// </summary>
/// <param name="bytes">1 for 8 lines, 2 for 16; the two registers of a pair lie side by side, and one transfer writes both (3.2.1).</param>
internal sealed class Mcp230xxRegisters(int bytes) : IExpanderRegisters
{
    private const byte Directions = 0x00;

    private readonly byte _latches = bytes == 1 ? (byte)0x0A : (byte)0x14;

    public void Start(I2cDevice chip, ushort lines, ushort levels)
    {
        if (bytes == 2)
            PairRegisters(chip);

        // Lines that nobody has any more may still be outputs from an earlier run: they keep their latches until they are inputs.
        int latches = (Read(chip, _latches) & ~lines) | (levels & lines);
        Write(chip, _latches, latches);
        if (Read(chip, _latches) != latches)
            throw new GpioException("it does not keep what is written to its latches, so its lines stay inputs.");
        Write(chip, Directions, ~lines);
    }

    public void Write(I2cDevice chip, ushort lines, ushort levels) => Write(chip, _latches, levels & lines);

    public bool Keeps(I2cDevice chip, ushort lines, ushort levels) =>
        Read(chip, Directions) == (~lines & Mask) && (Read(chip, _latches) & lines) == (levels & lines);

    private int Mask => bytes == 1 ? 0xFF : 0xFFFF;

    /// <summary>
    /// A program before may have left the registers in banks (3.5.6, IOCON.BANK = 1), where what we write to the latches would go
    /// elsewhere. Then 0x05 is IOCON with BANK, its highest bit, set. Otherwise it is GPINTENB, which enables interrupts and drives nothing, so
    /// clearing it is right either way.
    /// </summary>
    private static void PairRegisters(I2cDevice chip)
    {
        const byte place = 0x05;
        Span<byte> value = stackalloc byte[1];
        chip.WriteRead([place], value);
        if (value[0] >= 0x80)
            chip.Write([place, 0x00]);
    }

    private int Read(I2cDevice chip, byte register)
    {
        Span<byte> value = stackalloc byte[2];
        value.Clear();
        chip.WriteRead([register], value[..bytes]);
        return value[0] | value[1] << 8;
    }

    private void Write(I2cDevice chip, byte register, int value)
    {
        Span<byte> transfer = [register, (byte)value, (byte)(value >> 8)];
        chip.Write(transfer[..(1 + bytes)]);
    }
}
