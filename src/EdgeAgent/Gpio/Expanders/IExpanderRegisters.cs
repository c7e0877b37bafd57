using System.Device.I2c;

namespace EdgeVision.EdgeAgent.Gpio.Expanders;

/// <summary>
/// How a kind of expander is told its levels. Bit n of a mask is line n; a set bit of <c>levels</c> is a high voltage. Lines outside of
/// <c>lines</c> are nobody's and stay inputs. A transfer that is not acknowledged throws <see cref="IOException"/>.
/// </summary>
internal interface IExpanderRegisters
{
    /// <summary>Makes the lines outputs at these levels, whatever state the chip is in, with no other level in between.</summary>
    void Start(I2cDevice chip, ushort lines, ushort levels);

    /// <summary>Drives the lines of a chip that was started.</summary>
    void Write(I2cDevice chip, ushort lines, ushort levels);

    /// <summary>Reads back whether the registers still hold what was written; after a loss of power they do not.</summary>
    bool Keeps(I2cDevice chip, ushort lines, ushort levels);
}
