using System.Globalization;
using EdgeVision.Peripherals;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Peripherals;

public sealed class OledDisplayTests : IDisposable
{
    private readonly DisplayWire _wire = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public void IsConfigured_ThenFilled_ThenSwitchedOn()
    {
        using ITextDisplay display = TextDisplays.Oled(_wire, 64, _time);

        display.Show(["cat", "", "", ""]);

        string[] words = [.. _wire.Transfers.Select(Convert.ToHexString)];
        Assert.Equal(
            ["00A83F", "00D300", "0040", "00A1", "00C8", "00DA12", "00817F", "00A4", "00A6", "00D580", "002000", "008D14", "0021007F", "00220001"],
            words[..14]);
        // 64 lines are 8 pages; some adapters take 256 bytes at most.
        Assert.Equal(8, words.Count(static word => word.StartsWith("40", StringComparison.Ordinal)));
        Assert.All(_wire.Transfers.Where(static transfer => transfer[0] == 0x40), static transfer => Assert.Equal(129, transfer.Length));
        Assert.Equal("00AF", words[^1]);
    }

    [Fact]
    public void ALowOne_HasTwoRows_AndWiringOfItsOwn()
    {
        using ITextDisplay display = TextDisplays.Oled(_wire, 32, _time);

        display.Show(["cat", "2/2 cam"]);

        string[] words = [.. _wire.Transfers.Select(Convert.ToHexString)];
        Assert.Equal(2, display.Rows);
        Assert.Contains("00A81F", words);
        Assert.Contains("00DA02", words);
        Assert.Equal(4, words.Count(static word => word.StartsWith("40", StringComparison.Ordinal)));
    }

    [Fact]
    public void Pixels_AreThoseOfTheFont()
    {
        using ITextDisplay display = TextDisplays.Oled(_wire, 64, _time);

        display.Show([" L", "", "", ""]);

        byte[] row = [.. _wire.Transfers.Where(static transfer => transfer[0] == 0x40).Take(2).SelectMany(static transfer => transfer[1..])];
        string[] lines = [
            .. Enumerable.Range(0, 16).Select(y => string.Concat(Enumerable.Range(8, 8).Select(x => (row[y / 8 * 128 + x] >> y % 8 & 1) == 0 ? '.' : '#')))];
        string glyph = string.Join('\n', lines.Where(static line => line.Contains('#', StringComparison.Ordinal)));
        Assert.Matches(@"^(\.?#\.+\n)+\.?#{6}\.$", glyph);
        Assert.All(row[..8], static column => Assert.Equal(0, column));
    }

    [Fact]
    public void Writes_OnlyRowsThatChanged_AndAllAfterAWhile()
    {
        using ITextDisplay display = TextDisplays.Oled(_wire, 64, _time);
        string[] rows = ["gate", "cat", "1/1 cam", "10.0.0.7"];
        display.Show(rows);
        int all = _wire.Transfers.Length;
        _wire.Forget();

        display.Show(rows);
        Assert.Empty(_wire.Transfers);
        display.Show(["gate", "dog", "1/1 cam", "10.0.0.7"]);
        Assert.Equal(["0021007F", "00220203"], _wire.Transfers[..2].Select(Convert.ToHexString));
        Assert.Equal(4, _wire.Transfers.Length);
        _wire.Forget();
        _time.Advance(TimeSpan.FromSeconds(31));
        display.Show(rows);

        Assert.Equal(all.ToString(CultureInfo.InvariantCulture), _wire.Transfers.Length.ToString(CultureInfo.InvariantCulture));
    }
}
