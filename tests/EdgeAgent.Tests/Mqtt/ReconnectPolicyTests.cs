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
            double wait = After(MqttErrorKind.Unreachable);

            double capped = Math.Min(full, s_options.MaxWait.TotalSeconds);
            Assert.InRange(wait, capped / 2, capped);
        }
    }

    [Fact]
    public void Waits_StartAnew_AfterAConnectionThatStood()
    {
        for (int i = 0; i < 10; i++)
            After(MqttErrorKind.Unreachable);

        Assert.InRange(After(MqttErrorKind.Lost, stoodFor: 21), 0.5, 1);
    }

    [Fact]
    public void Waits_GoOnGrowing_AfterAConnectionThatDidNotLast()
    {
        for (int i = 0; i < 10; i++)
            After(MqttErrorKind.Unreachable);

        Assert.InRange(After(MqttErrorKind.Lost, stoodFor: 19), 30, 60);
    }

    [Fact]
    public void Refusal_WaitsTheSameEachTime()
    {
        for (int i = 0; i < 5; i++)
            Assert.InRange(After(MqttErrorKind.Refused), 15, 30);
    }

    [Fact]
    public void Takeover_WaitsLongerEachTime_UpToTenTimes()
    {
        foreach (double full in (double[])[60, 120, 240, 480, 600, 600])
            Assert.InRange(After(MqttErrorKind.TakenOver, stoodFor: 61), full / 2, full);
    }

    [Fact]
    public void OldVersion_IsTriedAtOnce_AndTheNewOneAgainOnlyAfterAWait()
    {
        Assert.Equal(0, After(MqttErrorKind.VersionRefused));
        Assert.Equal(MqttProtocolVersion.V311, _policy.Version);

        Assert.NotEqual(0, After(MqttErrorKind.VersionRefused));

        Assert.Equal(MqttProtocolVersion.V5, _policy.Version);
    }

    [Fact]
    public void OldVersion_IsKept_WhereTheBrokerAskedForIt()
    {
        After(MqttErrorKind.VersionRefused);

        After(MqttErrorKind.Lost, stoodFor: 100);

        Assert.Equal(MqttProtocolVersion.V311, _policy.Version);
    }

    [Fact]
    public void OldVersion_ThatIsOnlyAGuess_IsCheckedAtOnce()
    {
        After(MqttErrorKind.NoAnswer);
        Assert.Equal((MqttProtocolVersion.V311, true), (_policy.Version, _policy.IsGuess));

        Assert.Equal(0, After(MqttErrorKind.Checking, stoodFor: 0.01));

        Assert.Equal((MqttProtocolVersion.V5, false), (_policy.Version, _policy.IsGuess));
    }

    [Fact]
    public void OldVersion_IsKept_WhereTheCheckFails()
    {
        After(MqttErrorKind.NoAnswer);
        After(MqttErrorKind.Checking, stoodFor: 0.01);
        After(MqttErrorKind.NoAnswer);

        After(MqttErrorKind.Lost, stoodFor: 100);

        Assert.Equal((MqttProtocolVersion.V311, false), (_policy.Version, _policy.IsGuess));
    }

    [Fact]
    public void Patience_GrowsWithEachSilence_AndEndsWithIt()
    {
        double[] limits = [.. Enumerable.Range(0, 5).Select(_ => Silence())];

        Assert.Equal([10, 20, 40, 60, 60], limits);
        After(MqttErrorKind.Unreachable);
        Assert.Equal(10, _policy.Limit.TotalSeconds);

        double Silence()
        {
            double limit = _policy.Limit.TotalSeconds;
            After(MqttErrorKind.Silent);
            return limit;
        }
    }

    [Theory]
    [InlineData(nameof(MqttErrorKind.Unreachable))]
    [InlineData(nameof(MqttErrorKind.Silent))]
    [InlineData(nameof(MqttErrorKind.Refused))]
    [InlineData(nameof(MqttErrorKind.Lost))]
    public void Version_StaysNew_WhateverElseHappens(string kind)
    {
        After(Enum.Parse<MqttErrorKind>(kind));

        Assert.Equal(MqttProtocolVersion.V5, _policy.Version);
    }

    [Fact]
    public void ShortLivesInARow_MeanATakeover_OnceTheBrokerIsSeenToStand()
    {
        (MqttErrorKind Kind, double Wait)[] judged = [.. Enumerable.Range(0, 6).Select(_ => Judge(MqttErrorKind.Lost, 1))];

        Assert.All(judged[..4], judgement => Assert.Equal(MqttErrorKind.Lost, judgement.Kind));
        Assert.All(judged[..3], judgement => Assert.NotEqual(0, judgement.Wait));
        Assert.Equal(0, judged[3].Wait);
        Assert.All(judged[4..], judgement => Assert.Equal(MqttErrorKind.TakenOver, judgement.Kind));
    }

    [Theory]
    [InlineData(nameof(MqttErrorKind.Unreachable), 0)]
    [InlineData(nameof(MqttErrorKind.NoAnswer), 0)]
    [InlineData(nameof(MqttErrorKind.Lost), 100)]
    public void ShortLives_BrokenByARestartOrALongLife_MeanNothing(string between, double stoodFor)
    {
        for (int i = 0; i < 20; i++)
        {
            for (int life = 0; life < 4; life++)
                Assert.Equal(MqttErrorKind.Lost, Judge(MqttErrorKind.Lost, 1).Kind);

            Judge(Enum.Parse<MqttErrorKind>(between), stoodFor);
        }
    }

    private double After(MqttErrorKind kind, double stoodFor = 0) => _policy.After(kind, TimeSpan.FromSeconds(stoodFor)).TotalSeconds;

    [Fact]
    public void AReasonThatTheBrokerGives_IsNeverTakenForAnother()
    {
        for (int i = 0; i < 20; i++)
            Assert.Equal(MqttErrorKind.Dismissed, Judge(MqttErrorKind.Dismissed, 1).Kind);
    }

    private (MqttErrorKind Kind, double Wait) Judge(MqttErrorKind kind, double stoodFor)
    {
        MqttError judged = _policy.Judge(new MqttError(kind, "x"), TimeSpan.FromSeconds(stoodFor));
        return (judged.Kind, After(judged.Kind, stoodFor));
    }
}
