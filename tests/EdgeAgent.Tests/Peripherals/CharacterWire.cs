namespace EdgeVision.EdgeAgent.Tests.Peripherals;

/// <summary>
/// Understands what an HD44780 is told over four lines: the two halves of each byte that the clock (bit 2) takes over; bit 0 tells characters from commands.
/// </summary>
internal static class CharacterWire
{
    /// <summary>Everything that was written, row by row; one that was not is empty.</summary>
    public static string[] Rows(DisplayWire wire)
    {
        var rows = new Dictionary<int, string>();
        int row = -1;
        foreach ((bool isCharacter, int value) in Bytes(wire))
        {
            if (isCharacter)
                rows[row] = rows.GetValueOrDefault(row, "") + (char)value;
            else if (value >= 0x80)
                row = value switch { 0x80 => 0, 0xC0 => 1, 0x94 => 2, 0xD4 => 3, _ => throw new InvalidOperationException($"address {value:x2}") };
        }

        return [.. Enumerable.Range(0, rows.Count == 0 ? 0 : rows.Keys.Max() + 1).Select(shown => rows.GetValueOrDefault(shown, ""))];
    }

    /// <summary>All characters in the order they were written.</summary>
    public static string Read(DisplayWire wire) => string.Concat(Bytes(wire).Where(static sent => sent.IsCharacter).Select(static sent => (char)sent.Value));

    private static IEnumerable<(bool IsCharacter, int Value)> Bytes(DisplayWire wire)
    {
        byte[] clocked = [.. wire.Transfers.Select(transfer => transfer[0]).Where(value => (value & 0x04) != 0)];
        for (int i = 0; i + 1 < clocked.Length; i += 2)
            yield return ((clocked[i] & 0x01) != 0, (clocked[i] & 0xF0) | clocked[i + 1] >> 4);
    }
}
