namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A chip on an <see cref="I2cBus"/>. Called on the bus's thread.</summary>
internal interface IWiredChip
{
    /// <summary>7 bits.</summary>
    int Address { get; }

    /// <summary>A transfer to it, whole; of no bytes when somebody looks whether it is there.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>A transfer from it.</summary>
    void Read(Span<byte> bytes);
}
