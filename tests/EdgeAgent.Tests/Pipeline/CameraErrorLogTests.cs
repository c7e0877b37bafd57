using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

public sealed class CameraErrorLogTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger<CameraErrorLog> _log = new();
    private readonly ScriptedSource _source = new();
    private readonly CameraChannel _channel;
    private readonly CameraErrorLog _errors;

    public CameraErrorLogTests()
    {
        _channel = new CameraChannel("gate", _source, new IouTracker(new TrackingOptions()), new RuleEngine("gate", [], ["person"]), FrameRhythm.At(null));
        _errors = new CameraErrorLog(_channel, _time, _log);
    }

    public void Dispose() => _channel.Dispose();

    [Fact]
    public void APipeThatEndsAndComesBack_IsToldOfEachTimeWithItsEnd()
    {
        for (int i = 0; i < 2; i++)
        {
            Look("sh ended with exit code 0.", seconds: 3.2);
            Look(null, seconds: 1);
        }

        const string Gone = "Camera gate gives no picture; trying again until it does. sh ended with exit code 0.",
            Back = "Camera gate gives pictures again after 3.2 s.";
        Assert.Equal([Gone, Back, Gone, Back], _log.Lines);
    }

    [Fact]
    public void ADayOfAttemptsThatEachSaySomethingElse_IsAFewLines()
    {
        for (int attempt = 0; attempt < 10_000; attempt++)
            Look($"ffmpeg ended with exit code 1: [tcp @ 0x{attempt * 7919L:x12}] {attempt} Connection to tcp://10.0.0.9:554 failed: Connection refused.",
                seconds: 9);
        Look(null);

        Assert.InRange(_log.Lines.Length, 3, 8);
        Assert.StartsWith("Camera gate still gives no picture after 15 min; ", _log.Lines[1], StringComparison.Ordinal);
        Assert.Equal("Camera gate gives pictures again after 25.0 h.", _log.Lines[^1]);
    }

    [Fact]
    public void AnotherReason_IsToldAtOnce()
    {
        Look("ffmpeg ended with exit code 1: Connection refused.");
        Look("ffmpeg ended with exit code 1: 401 Unauthorized.");

        Assert.Equal(2, _log.Lines.Length);
    }

    [Fact]
    public void ATroubleThatHasPassedByTheNextLook_IsToldAllTheSame()
    {
        _source.Error = "It is away.";
        _source.Heartbeat!();
        Look(null);

        Assert.Equal(
            ["Camera gate gives no picture; trying again until it does. It is away.", "Camera gate gives pictures again after less than 0.1 s."], _log.Lines);
    }

    [Fact]
    public void AProgramThatNeverStays_IsCounted()
    {
        for (int i = 0; i < 3600; i++)
        {
            Look("sh ended with exit code 0.", seconds: 0.5);
            Look(null, seconds: 0.5);
        }

        string[] begins = [.. _log.Lines.Where(static line => line.Contains("gives no picture", StringComparison.Ordinal))];
        Assert.InRange(begins.Length, 7, 9);
        Assert.Equal(2 * begins.Length, _log.Lines.Length);
        Assert.EndsWith("It came and went 899 times more since the last of these lines.", begins[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AllocatesNothing_WhileNothingChanges()
    {
        Look("It is away.");

        Assert.Equal(0, Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
                _errors.Look();
        }));
    }

    private void Look(string? error, double seconds = 0)
    {
        _source.Error = error;
        _errors.Look();
        _time.Advance(TimeSpan.FromSeconds(seconds));
    }
}
