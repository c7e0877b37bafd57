using System.Text.RegularExpressions;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

public sealed class BoardIdentityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsTheSameAtEachStart_AndEightDigits()
    {
        Write("etc/machine-id", "3d1219c7c4c5404aaa1f6d2a48adfda4\n");

        string? first = BoardIdentity.Find(_folder.Path);

        Assert.Equal(first, BoardIdentity.Find(_folder.Path));
        Assert.Matches(new Regex("^[0-9a-f]{8}$"), first);
    }

    [Fact]
    public void TellsClonedCardsApart_ByTheBoardsSerialNumber()
    {
        Write("etc/machine-id", "3d1219c7c4c5404aaa1f6d2a48adfda4\n");
        Write("sys/firmware/devicetree/base/serial-number", "100000008a5d1c2e\0");
        string? one = BoardIdentity.Find(_folder.Path);

        Write("sys/firmware/devicetree/base/serial-number", "10000000b7e90f11\0");

        Assert.NotEqual(one, BoardIdentity.Find(_folder.Path));
    }

    [Fact]
    public void TellsClonedDisksApart_ByTheAdaptersAddress()
    {
        Write("etc/machine-id", "3d1219c7c4c5404aaa1f6d2a48adfda4\n");
        Adapter("eth0", "pci0000:00/0000:00:03.0", "52:54:00:12:34:56");
        string? one = BoardIdentity.Find(_folder.Path);

        Write("sys/devices/pci0000:00/0000:00:03.0/net/eth0/address", "52:54:00:12:34:57\n");

        Assert.NotEqual(one, BoardIdentity.Find(_folder.Path));
    }

    [Fact]
    public void StaysTheSame_WhateverIsPluggedIn_OrComesAndGoesByItself()
    {
        Write("etc/machine-id", "3d1219c7c4c5404aaa1f6d2a48adfda4\n");
        Adapter("eth0", "pci0000:00/0000:00:03.0", "52:54:00:12:34:56");
        string? before = BoardIdentity.Find(_folder.Path);

        Adapter("aax88179", "pci0000:00/usb1/1-1/1-1:1.0", "00:0e:c6:11:22:33");
        Adapter("ath-random", "pci0000:00/0000:00:04.0", "ca:fe:00:00:00:01", assigned: "1");
        Adapter("can0", "pci0000:00/0000:00:05.0", "00:00:00:00:00:01", type: "280");
        Adapter("br0", null, "02:42:00:00:00:01");

        Assert.Equal(before, BoardIdentity.Find(_folder.Path));
    }

    [Fact]
    public void TakesAnAdapterOnUsb_WhereThereIsNoOther()
    {
        Adapter("eth0", "platform/soc/usb1/1-1/1-1.1:1.0", "b8:27:eb:11:22:33");

        Assert.NotNull(BoardIdentity.Find(_folder.Path));
    }

    [Theory]
    [InlineData("etc/machine-id", "")]
    [InlineData("etc/machine-id", "uninitialized\n")]
    [InlineData("sys/firmware/devicetree/base/serial-number", "0000000000000000\0")]
    [InlineData("sys/firmware/devicetree/base/serial-number", "\0")]
    public void IsNothing_WhereNothingTellsBoardsApart(string path, string content)
    {
        Write(path, content);

        Assert.Null(BoardIdentity.Find(_folder.Path));
    }

    [Fact]
    public void IsNothing_OnAnEmptyFileSystem() => Assert.Null(BoardIdentity.Find(_folder.Path));

    [Theory]
    [InlineData(null, "8a5d1c2e", "edgevision-gate.site-a.example-8a5d1c2e")]
    [InlineData(null, null, "edgevision-gate.site-a.example")]
    [InlineData("mine", "8a5d1c2e", "mine")]
    public void IsPartOfTheDefaultClientId(string? clientId, string? board, string expected) =>
        Assert.Equal(expected, BrokerConnections.Describe(new MqttOptions { ClientId = clientId }, "gate.site-a.example", board).ClientId);

    private void Adapter(string name, string? device, string address, string assigned = "0", string type = "1")
    {
        string folder = device is null ? $"sys/devices/virtual/net/{name}" : $"sys/devices/{device}/net/{name}";
        Write($"{folder}/address", $"{address}\n");
        Write($"{folder}/addr_assign_type", $"{assigned}\n");
        Write($"{folder}/type", $"{type}\n");
        if (device is not null)
            Directory.CreateSymbolicLink(_folder.PathTo($"{folder}/device"), _folder.PathTo($"sys/devices/{device}"));
        Directory.CreateDirectory(_folder.PathTo("sys/class/net"));
        Directory.CreateSymbolicLink(_folder.PathTo($"sys/class/net/{name}"), _folder.PathTo(folder));
    }

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathTo(path))!);
        File.WriteAllText(_folder.PathTo(path), content);
    }
}
