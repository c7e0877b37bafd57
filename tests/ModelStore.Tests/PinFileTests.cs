using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests;

public sealed class PinFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PinFile _pin;

    public PinFileTests() => _pin = new PinFile(_folder.PathTo("models"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsPinned_IsReadUntilItIsCleared()
    {
        Assert.Null(_pin.Read());
        Assert.False(_pin.Clear());

        _pin.Write("{\"name\":\"birds\"}");

        Assert.Equal("{\"name\":\"birds\"}", _pin.Read());
        Assert.True(_pin.Clear());
        Assert.Null(_pin.Read());
    }

    [Fact]
    public void TheSameAgain_WritesNothing()
    {
        _pin.Write("{}");
        var disk = new FaultyDisk(place: 1, Fault.Kill);

        new PinFile(_folder.PathTo("models"), disk).Write("{}");

        Assert.False(disk.WasReached);
    }

    [Fact]
    public void MoreThanAPinCanBe_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => _pin.Write(new string(' ', PinFile.MaxBytes + 1)));
        Directory.CreateDirectory(_folder.PathTo("models"));
        File.WriteAllText(_pin.Path, new string(' ', PinFile.MaxBytes + 1));

        Assert.Contains("that is no pin", Assert.Throws<UpdateException>(() => _pin.Read()).Message, StringComparison.Ordinal);
    }
}
