using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Mqtt.Interop;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

public sealed class InFlightLedgerTests
{
    private readonly InFlightLedger _ledger = new();

    [Fact]
    public void Counts_BothQualities()
    {
        _ledger.Add(1, MqttQualityOfService.AtMostOnce);
        _ledger.Add(65535, MqttQualityOfService.AtLeastOnce);
        Assert.Equal((2, 1), (_ledger.Count, _ledger.Unacknowledged));

        _ledger.Remove(65535);
        _ledger.Remove(1);
        _ledger.Remove(2);

        Assert.Equal((0, 0), (_ledger.Count, _ledger.Unacknowledged));
    }

    [Fact]
    public void KeepsTheUnacknowledged_WhenAConnectionEnds()
    {
        _ledger.Add(1, MqttQualityOfService.AtMostOnce);
        _ledger.Add(2, MqttQualityOfService.AtLeastOnce);

        Assert.Equal(1, _ledger.DropUnsent());
        Assert.Equal(1, _ledger.Count);
        Assert.Equal(1, _ledger.DropAll());

        Assert.Equal(0, _ledger.Count);
    }

    [Fact]
    public unsafe void Message_HasTheLibrarysLayout()
    {
        Assert.Equal(40, sizeof(MosquittoMessage));
        Assert.Equal(8, (int)System.Runtime.InteropServices.Marshal.OffsetOf<MosquittoMessage>(nameof(MosquittoMessage.Topic)));
        Assert.Equal(24, (int)System.Runtime.InteropServices.Marshal.OffsetOf<MosquittoMessage>(nameof(MosquittoMessage.PayloadLength)));
        Assert.Equal(32, (int)System.Runtime.InteropServices.Marshal.OffsetOf<MosquittoMessage>(nameof(MosquittoMessage.Retain)));
    }
}
