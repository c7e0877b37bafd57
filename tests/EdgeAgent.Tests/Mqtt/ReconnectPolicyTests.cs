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

            double capped = Math.Min(full, s_options.MaxWait.TotalSeconds);
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
    public void OldVersion_ThatIsOnlyAGuess_IsCheckedAtOnce()
    {
        After(MqttFailureKind.NoAnswer);
        Assert.Equal((MqttProtocolVersion.V311, true), (_policy.Version, _policy.IsGuess));

        Assert.Equal(0, After(MqttFailureKind.Checking, stoodFor: 0.01));

        Assert.Equal((MqttProtocolVersion.V5, false), (_policy.Version, _policy.IsGuess));
    }

    [Fact]
    public void OldVersion_IsKept_WhereTheCheckFails()
    {
        After(MqttFailureKind.NoAnswer);
        After(MqttFailureKind.Checking, stoodFor: 0.01);
        After(MqttFailureKind.NoAnswer);

        After(MqttFailureKind.Lost, stoodFor: 100);

        Assert.Equal((MqttProtocolVersion.V311, false), (_policy.Version, _policy.IsGuess));
    }

    [Fact]
    public void Patience_GrowsWithEachSilence_AndEndsWithIt()
    {
        double[] limits = [.. Enumerable.Range(0, 5).Select(_ => Silence())];

        Assert.Equal([10, 20, 40, 60, 60], limits);
        After(MqttFailureKind.Unreachable);
        Assert.Equal(10, _policy.Limit.TotalSeconds);

        double Silence()
        {
            double limit = _policy.Limit.TotalSeconds;
            After(MqttFailureKind.Silent);
            return limit;
        }
    }

    [Theory]
    [InlineData(nameof(MqttFailureKind.Unreachable))]
    [InlineData(nameof(MqttFailureKind.Silent))]
    [InlineData(nameof(MqttFailureKind.Refused))]
    [InlineData(nameof(MqttFailureKind.Lost))]
    public void Version_StaysNew_WhateverElseHappens(string kind)
    {
        After(Enum.Parse<MqttFailureKind>(kind));

        Assert.Equal(MqttProtocolVersion.V5, _policy.Version);
    }

    [Fact]
    public void ShortLivesInARow_MeanATakeover_OnceTheBrokerIsSeenToStand()
    {
        (MqttFailureKind Kind, double Wait)[] judged = [.. Enumerable.Range(0, 6).Select(_ => Judge(MqttFailureKind.Lost, 1))];

        Assert.All(judged[..4], judgement => Assert.Equal(MqttFailureKind.Lost, judgement.Kind));
        Assert.All(judged[..3], judgement => Assert.NotEqual(0, judgement.Wait));
        Assert.Equal(0, judged[3].Wait);
        Assert.All(judged[4..], judgement => Assert.Equal(MqttFailureKind.TakenOver, judgement.Kind));
    }

    [Theory]
    [InlineData(nameof(MqttFailureKind.Unreachable), 0)]
    [InlineData(nameof(MqttFailureKind.NoAnswer), 0)]
    [InlineData(nameof(MqttFailureKind.Lost), 100)]
    public void ShortLives_BrokenByARestartOrALongLife_MeanNothing(string between, double stoodFor)
    {
        for (int i = 0; i < 20; i++)
        {
            for (int life = 0; life < 4; life++)
                Assert.Equal(MqttFailureKind.Lost, Judge(MqttFailureKind.Lost, 1).Kind);

            Judge(Enum.Parse<MqttFailureKind>(between), stoodFor);
        }
    }

    private double After(MqttFailureKind kind, double stoodFor = 0) => _policy.After(kind, TimeSpan.FromSeconds(stoodFor)).TotalSeconds;

    [Fact]
    public void AReasonThatTheBrokerGives_IsNeverTakenForAnother()
    {
        for (int i = 0; i < 20; i++)
            Assert.Equal(MqttFailureKind.Dismissed, Judge(MqttFailureKind.Dismissed, 1).Kind);
    }

    private (MqttFailureKind Kind, double Wait) Judge(MqttFailureKind kind, double stoodFor)
    {
        MqttFailure judged = _policy.Judge(new MqttFailure(kind, "x"), TimeSpan.FromSeconds(stoodFor));
        return (judged.Kind, After(judged.Kind, stoodFor));
    }
}
