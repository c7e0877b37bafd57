#pragma warning disable CA1848, CA1873 // These tests log once: what a logging delegate saves is nothing to them.
using System.Text.Json;
using EdgeVision.EdgeAgent.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Logging;

public sealed class LogFormatTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 23, 30, 1, 23, TimeSpan.Zero));

    [Fact]
    public void Text_HasDateAndTimeOfTheBox()
    {
        TimeZoneInfo zone = TimeZoneInfo.CreateCustomTimeZone("there", TimeSpan.FromHours(2), "there", "there");

        string line = Write(new TextLogFormat(zone, isColored: false), static log => log.LogWarning(new EventId(1007), "Camera {Camera} is away.", "gate"));

        Assert.Equal("2026-11-29 01:30:01.023 warn: Cameras[1007] Camera gate is away.", line);
    }

    [Theory]
    [InlineData(LogLevel.Trace, "<7>")]
    [InlineData(LogLevel.Debug, "<7>")]
    [InlineData(LogLevel.Information, "<6>")]
    [InlineData(LogLevel.Warning, "<4>")]
    [InlineData(LogLevel.Error, "<3>")]
    [InlineData(LogLevel.Critical, "<2>")]
    public void Journal_HasThePriority(LogLevel level, string priority)
    {
        string line = Write(new JournalLogFormat(), log => log.Log(level, new EventId(7), "words"));

        Assert.Equal($"{priority}Cameras[7] words", line);
    }

    [Fact]
    public void Json_HasATimeInUtcAndTheValues()
    {
        string line = Write(
            new JsonLogFormat(), static log => log.LogInformation(new EventId(1002), "Camera {Camera} of {Count} is {Share} {Open}.", "gäte", 3, 0.5, true));

        JsonElement json = JsonDocument.Parse(line).RootElement;
        Assert.Equal("2026-11-28T23:30:01.023Z", json.GetProperty("Timestamp").GetString());
        Assert.Equal((1002, "Information", "Cameras"),
            (json.GetProperty("EventId").GetInt32(), json.GetProperty("LogLevel").GetString(), json.GetProperty("Category").GetString()));
        Assert.Equal("Camera gäte of 3 is 0.5 True.", json.GetProperty("Message").GetString());
        JsonElement state = json.GetProperty("State");
        Assert.Equal(("gäte", 3, 0.5, true), (state.GetProperty("Camera").GetString(), state.GetProperty("Count").GetInt32(),
            state.GetProperty("Share").GetDouble(), state.GetProperty("Open").GetBoolean()));
        Assert.Contains("gäte", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_CarriesAnException()
    {
        string line = Write(new JsonLogFormat(), static log => log.LogError(new InvalidOperationException("torn"), "A defect."));

        Assert.StartsWith(
            "System.InvalidOperationException: torn", JsonDocument.Parse(line).RootElement.GetProperty("Exception").GetString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Formats => ["text", "journal", "json"];

    [Theory, MemberData(nameof(Formats))]
    public void NothingFromOutsideReachesATerminalOrTellsASecret(string format)
    {
        ILogFormat shown = format switch
        {
            "text" => new TextLogFormat(TimeZoneInfo.Utc, false),
            "journal" => new JournalLogFormat(),
            _ => new JsonLogFormat(),
        };
        const string Hostile = "a\x1b]0;owned\x07 b\r\nc \u202E d \u009B rtsp://u:S3cret@h/ e";

        string line = Write(shown, static log => log.LogError(new InvalidOperationException(Hostile), "Camera {Camera}.", Hostile));

        Assert.DoesNotContain(line, char.IsControl);
        Assert.DoesNotContain('\u202E', line);
        Assert.DoesNotContain("S3cret", line, StringComparison.Ordinal);
        Assert.Contains(@"\x1b]0;owned", line.Replace(@"\\", @"\", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void AMessageWithoutEndIsCut()
    {
        string line = Write(new JournalLogFormat(), static log => log.LogError("{Words}", new string('x', 1_000_000)));

        Assert.InRange(line.Length, 10_000, 20_000);
        Assert.EndsWith("…", line, StringComparison.Ordinal);
    }

    private string Write(ILogFormat format, Action<ILogger> log)
    {
        using var output = new StuckStream();
        output.LetGo();
        using (var provider = new QueuedLoggerProvider(format, output, _time))
            log(provider.CreateLogger("Cameras"));
        return Assert.Single(output.Lines);
    }
}
