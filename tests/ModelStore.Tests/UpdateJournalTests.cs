using System.Collections.Immutable;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests;

public sealed class UpdateJournalTests : IDisposable
{
    private static readonly UpdateJournal s_full = new()
    {
        Good = new ModelRecord { Name = "birds", Version = "1.4.0", Sequence = 7, Sha256 = new string('a', 64) },
        Previous = new ModelRecord { Name = "ssdlite", ManifestSha256 = new string('b', 64) },
        Candidate = new CandidateRecord
        {
            Model = new ModelRecord { Name = "mine", Path = "/srv/mine" },
            Step = UpdateStep.RolledBack,
            Starts = 2,
            Source = "group:lobby",
            Url = "https://example.org/größer",
            WantedSha256 = new string('c', 64),
            WantedVersion = "1.5.0",
            Rollout = "spring",
            Reason = UpdateReason.GoldenDiffers,
            Error = "A \"sentence\".",
            Since = new DateTimeOffset(2026, 11, 28, 18, 50, 0, TimeSpan.Zero),
            Seconds = ImmutableSortedDictionary<UpdateStep, double>.Empty.Add(UpdateStep.Fetching, 3.2).Add(UpdateStep.Trial, 12.5),
            Agreement = 0.97,
        },
    };

    private readonly TemporaryFolder _folder = new();
    private readonly JournalFile _file;

    public UpdateJournalTests() => _file = new JournalFile(_folder.Path);

    public void Dispose() => _folder.Dispose();

    private string JournalPath => _folder.PathTo("journal.json");

    [Fact]
    public void WhatIsWritten_IsReadAsItWas()
    {
        UpdateJournal journal = s_full.WithDesired("device", "{ \"name\": \"birds\" }").WithSequence("birds", 7)
            .WithRefused(new RefusedRecord { Url = "https://x", Reason = UpdateReason.Expired, Error = "Old.", At = s_full.Candidate!.Since });
        _file.Write(journal);

        UpdateJournal read = _file.Read(out string? damage);

        Assert.Null(damage);
        Assert.Equal((journal.Good, journal.Previous), (read.Good, read.Previous));
        Assert.Equal(s_full.Candidate with { Seconds = read.Candidate!.Seconds }, read.Candidate);
        Assert.Equal(s_full.Candidate!.Seconds.AsEnumerable(), read.Candidate.Seconds.AsEnumerable());
        Assert.Equal(journal.Desired.AsEnumerable(), read.Desired.AsEnumerable());
        Assert.Equal(journal.Sequences.AsEnumerable(), read.Sequences.AsEnumerable());
        Assert.Equal(journal.Refused.AsEnumerable(), read.Refused.AsEnumerable());
        Assert.Equal(
            (ModelOrigin.Store, ModelOrigin.Program, ModelOrigin.Path), (read.Good!.Origin, read.Previous!.Origin, read.Candidate.Model!.Origin));
    }

    [Fact]
    public void SpeaksTheWordsOfTheMessages()
    {
        _file.Write(s_full);

        string json = File.ReadAllText(JournalPath);

        Assert.Contains("\"step\": \"rolledBack\"", json, StringComparison.Ordinal);
        Assert.Contains("\"reason\": \"goldenDiffers\"", json, StringComparison.Ordinal);
        Assert.Contains("\"fetching\": 3.2", json, StringComparison.Ordinal);
        Assert.Contains("größer", json, StringComparison.Ordinal);
        Assert.Equal(("rolledBack", "goldenDiffers"), (UpdateCode.Of(UpdateStep.RolledBack), UpdateCode.Of(UpdateReason.GoldenDiffers)));
    }

    [Fact]
    public void None_IsEmpty()
    {
        Assert.Null(_file.Read(out string? damage).Good);
        Assert.Null(damage);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void TheSameAgain_WritesNothing()
    {
        _file.Write(s_full);
        var disk = new FaultyDisk(place: 1, Fault.Kill);

        new JournalFile(_folder.Path, disk).Write(_file.Read(out _));

        Assert.False(disk.WasReached);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"schema\":\"edgevision.model-journal/2\",\"journal\":{}}")]
    [InlineData("{\"schema\":\"edgevision.model-journal/1\"}")]
    [InlineData("{\"schema\":\"edgevision.model-journal/1\",\"journal\":{\"good\":{}}}")]
    [InlineData("{\"schema\":\"edgevision.model-journal/1\",\"journal\":{\"candidate\":{\"step\":\"later\",\"source\":\"pin\",\"since\":\"2026-01-01\"}}}")]
    [InlineData("{\"schema\":\"edgevision.model-journal/1\",\"journal\":{\"refused\":[null]}}")]
    [InlineData("{\"schema\":\"edgevision.model-journal/1\",\"journal\":{\"desired\":{\"device\":null}}}")]
    public void ADamagedOne_IsSetAsideAndTold(string json)
    {
        File.WriteAllText(JournalPath, json);

        UpdateJournal journal = _file.Read(out string? damage);

        Assert.Null(journal.Good);
        Assert.Contains("it begins anew. The file is now", damage, StringComparison.Ordinal);
        Assert.Equal(json, File.ReadAllText(JournalPath + ".damaged"));
        Assert.False(File.Exists(JournalPath));
        _file.Write(s_full);
        Assert.NotNull(_file.Read(out _).Good);
    }

    [Fact]
    public void OneThatIsTooLarge_IsNotRead()
    {
        using (FileStream file = File.Create(JournalPath))
            file.SetLength(1L << 32);

        Assert.Null(_file.Read(out string? damage).Good);
        Assert.Contains("it has more than 262144 bytes", damage, StringComparison.Ordinal);
    }

    [Fact]
    public void OneThatBitsRotIn_IsDamagedOrAnother_ButNeverAnException()
    {
        _file.Write(s_full.WithSequence("birds", 7).WithDesired("device", "{}"));
        byte[] whole = File.ReadAllBytes(JournalPath);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] rotten = [.. whole];
            rotten[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(JournalPath, rotten);

            Assert.NotNull(_file.Read(out _));
        }
    }

    [Fact]
    public void WhatANewerVersionAdds_IsSkipped()
    {
        File.WriteAllText(
            JournalPath, "{\"schema\":\"edgevision.model-journal/1\",\"journal\":{\"good\":{\"name\":\"birds\",\"colour\":1},\"mood\":\"fine\"}}");

        UpdateJournal journal = _file.Read(out string? damage);

        Assert.Null(damage);
        Assert.Equal("birds", journal.Good!.Name);
        Assert.Empty(journal.Desired);
        Assert.Equal(0, journal.HighestSequence("birds"));
    }

    [Fact]
    public void ACandidateWithoutTimes_HasNone()
    {
        File.WriteAllText(
            JournalPath,
            "{\"schema\":\"edgevision.model-journal/1\",\"journal\":{\"candidate\":{\"step\":\"trial\",\"source\":\"pin\",\"since\":\"2026-01-01\"}}}");

        Assert.Empty(_file.Read(out string? damage).Candidate!.Seconds);
        Assert.Null(damage);
    }

    [Fact]
    public void IsBounded_AndStillReadAtItsLargest()
    {
        RefusedRecord refused = new() { Url = new string('u', 5000), Reason = UpdateReason.Malformed, Error = new string('e', 5000), At = default };
        UpdateJournal journal = s_full;
        for (int i = 0; i < UpdateJournal.MaxDesired; i++)
            journal = journal.WithDesired($"group:{i}{new string('g', 90)}", new string('"', UpdateJournal.MaxDesiredLength));
        for (int i = 0; i < 2 * UpdateJournal.MaxSequences; i++)
            journal = journal.WithSequence($"{new string('n', 90)}{i}", i + 1);
        for (int i = 0; i < 2 * UpdateJournal.MaxRefused; i++)
            journal = journal.WithRefused(refused with { Sha256 = $"{i}" });

        Assert.Throws<ArgumentException>(() => journal.WithDesired("device", "{}"));
        Assert.Throws<ArgumentException>(() => UpdateJournal.Empty.WithDesired("device", new string(' ', UpdateJournal.MaxDesiredLength + 1)));
        Assert.Equal(UpdateJournal.MaxSequences, journal.Sequences.Length);
        Assert.Equal("63", journal.Refused[^1].Sha256);
        _file.Write(journal);
        Assert.Equal(UpdateJournal.MaxRefused, _file.Read(out string? damage).Refused.Length);
        Assert.Null(damage);
    }

    [Fact]
    public void ASequenceOnlyRises()
    {
        UpdateJournal journal = UpdateJournal.Empty.WithSequence("birds", 7).WithSequence("birds", 3);

        Assert.Equal((7, 0), (journal.HighestSequence("birds"), journal.HighestSequence("cats")));
    }

    [Fact]
    public void ARefusalIsFoundByItsHash_OrByItsAddressWhereThatIsAll()
    {
        RefusedRecord refused = new() { Sha256 = "a", Url = "u", Reason = UpdateReason.Expired, Error = "Old.", At = default };
        UpdateJournal journal = UpdateJournal.Empty.WithRefused(refused).WithRefused(refused with { Reason = UpdateReason.TooSlow });

        Assert.Equal(UpdateReason.TooSlow, Assert.Single(journal.Refused).Reason);
        Assert.NotNull(journal.FindRefused("a", "elsewhere"));
        Assert.Null(journal.FindRefused("b", "u"));
        Assert.NotNull(journal.FindRefused(null, "u"));
        Assert.Null(journal.FindRefused(null, null));
    }

    [Fact]
    public void APipeInItsPlace_IsNotWaitedFor()
    {
        _folder.MakePipe("journal.json");

        Assert.Equal(UpdateReason.NotWritable, Assert.Throws<UpdateException>(() => _file.Read(out _)).Reason);
    }
}
