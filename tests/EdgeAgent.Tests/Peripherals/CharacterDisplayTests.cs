using EdgeVision.Peripherals;

namespace EdgeVision.EdgeAgent.Tests.Peripherals;

public sealed class CharacterDisplayTests : IDisposable
{
    private readonly DisplayWire _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public void Shows_RowsAsTheyAre()
    {
        using ITextDisplay display = TextDisplays.Character(_wire, 16, 2);

        display.Show(["2 person, 1 dog", "2/2 cam, MQTT"]);

        Assert.Equal(["2 person, 1 dog ", "2/2 cam, MQTT   "], Rows());
    }

    [Fact]
    public void Shows_WhatItHasSignsFor()
    {
        using ITextDisplay display = TextDisplays.Character(_wire, 20, 4);

        display.Show(["Tür\tété \\~", "猫 cat", "a row that is longer than the display", "\0\u001b[2J"]);

        Assert.Equal(["Tur?ete /-          ", "? cat               ", "a row that is longer", "??[2J               "], Rows());
    }

    [Fact]
    public void Writes_OnlyRowsThatChanged()
    {
        using ITextDisplay display = TextDisplays.Character(_wire, 16, 2);
        display.Show(["cat", "2/2 cam"]);
        _wire.Forget();

        display.Show(["cat", "2/2 cam"]);
        Assert.Empty(_wire.Transfers);
        display.Show(["cat", "1/2 cam"]);

        Assert.Equal(["", "1/2 cam         "], Rows());
    }

    [Fact]
    public void StartsAnew_WhenItsPowerWasAway()
    {
        using ITextDisplay display = TextDisplays.Character(_wire, 16, 2);
        display.Show(["cat", "2/2 cam"]);
        byte[][] first = _wire.Transfers;
        _wire.Forget();

        _wire.Answer = 0xFF;
        display.Show(["cat", "2/2 cam"]);

        Assert.Equal(first, _wire.Transfers);
    }

    private string[] Rows() => CharacterWire.Rows(_wire);
}
