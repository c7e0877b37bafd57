using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

public sealed class ReconnectPolicyTests
{
    private static readonly MqttRetryOptions s_options = new();

    private readonly ReconnectPolicy _policy = new(s_options, new Random(7));

    [Fact]
    public void Waits_DoubleUpToTheLongest_EachSpreadOverItsUpperHalf()
    {
        for (double full = 1; full < 1000; full *= 2)
        {
            double wait = After(MqttFailureKind.Unreachable);

            double capped = Math.Min(full, s_options.Longest.TotalSeconds);
            Assert.InRange(wait, capped / 2, capped);
        }
    }

    [Fact]
    public void Waits_StartAnew_AfterAConnectionThatStood()
    {
        for (int i = 0; i < 10; i++)
            After(MqttFailureKind.Unreachable);

        Assert.InRange(After(MqttFailureKind.Lost, stoodFor: 21), 0.5, 1);
    }

    [Fact]
    public void Waits_GoOnGrowing_AfterAConnectionThatDidNotLast()
    {
        for (int i = 0; i < 10; i++)
            After(MqttFailureKind.Unreachable);

        Assert.InRange(After(MqttFailureKind.Lost, stoodFor: 19), 30, 60);
    }

    [Fact]
    public void Refusal_WaitsTheSameEachTime()
    {
        for (int i = 0; i < 5; i++)
            Assert.InRange(After(MqttFailureKind.Refused), 15, 30);
    }

    [Fact]
    public void Takeover_WaitsLongerEachTime_UpToTenTimes()
    {
        foreach (double full in (double[])[60, 120, 240, 480, 600, 600])
            Assert.InRange(After(MqttFailureKind.TakenOver, stoodFor: 61), full / 2, full);
    }

    [Fact]
    public void OldVersion_IsTriedAtOnce_AndTheNewOneAgainOnlyAfterAWait()
    {
        Assert.Equal(0, After(MqttFailureKind.VersionRefused));
        Assert.Equal(MqttProtocolVersion.V311, _policy.Version);

        Assert.NotEqual(0, After(MqttFailureKind.VersionRefused));

        Assert.Equal(MqttProtocolVersion.V5, _policy.Version);
    }

    [Fact]
    public void OldVersion_IsKept_WhereTheBrokerAskedForIt()
    {
        After(MqttFailureKind.VersionRefused);

        After(MqttFailureKind.Lost, stoodFor: 100);

        Assert.Equal(MqttProtocolVersion.V311, _policy.Version);
    }

    [Fact]
    public void NewVersion_IsTriedAgain_WhereSilenceLedToTheOld()
    {
        After(MqttFailureKind.NoAnswer);
        Assert.Equal(MqttProtocolVersion.V311, _policy.Version);

        After(MqttFailureKind.Lost, stoodFor: 100);

        Assert.Equal(MqttProtocolVersion.V5, _policy.Version);
    }

    [Theory]
    [InlineData(nameof(MqttFailureKind.Unreachable))]
    [InlineData(nameof(MqttFailureKind.Refused))]
    [InlineData(nameof(MqttFailureKind.Lost))]
    public void Version_StaysNew_WhateverElseHappens(string kind)
    {
        After(Enum.Parse<MqttFailureKind>(kind));

        Assert.Equal(MqttProtocolVersion.V5, _policy.Version);
    }

    [Fact]
    public void ShortLivesInARow_MeanATakeover()
    {
        MqttFailureKind[] judged = [.. Enumerable.Range(0, 6).Select(_ => Judge(MqttFailureKind.Lost, 1))];

        Assert.Equal([MqttFailureKind.Lost, MqttFailureKind.Lost, MqttFailureKind.Lost, MqttFailureKind.Lost, MqttFailureKind.TakenOver, MqttFailureKind.TakenOver], judged);
    }

    [Theory]
    [InlineData(nameof(MqttFailureKind.Unreachable), 0)]
    [InlineData(nameof(MqttFailureKind.Lost), 100)]
    public void ShortLives_BrokenByARestartOrALongLife_MeanNothing(string between, double stoodFor)
    {
        for (int i = 0; i < 4; i++)
            Judge(MqttFailureKind.Lost, 1);

        Judge(Enum.Parse<MqttFailureKind>(between), stoodFor);

        Assert.Equal(MqttFailureKind.Lost, Judge(MqttFailureKind.Lost, 1));
    }

    [Fact]
    public void ShortLives_OfABrokerThatIsDown_MeanNothing()
    {
        for (int i = 0; i < 20; i++)
            Assert.Equal(MqttFailureKind.Lost, Judge(MqttFailureKind.Lost, 1, isBrokerUp: false));
    }

    private double After(MqttFailureKind kind, double stoodFor = 0) => _policy.After(kind, TimeSpan.FromSeconds(stoodFor)).TotalSeconds;

    private MqttFailureKind Judge(MqttFailureKind kind, double stoodFor, bool isBrokerUp = true) =>
        _policy.Judge(new MqttFailure(kind, "x"), TimeSpan.FromSeconds(stoodFor), () => isBrokerUp).Kind;
}
