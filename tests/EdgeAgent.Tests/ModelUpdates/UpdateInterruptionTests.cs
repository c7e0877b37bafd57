using EdgeVision.ModelStore;
using EdgeVision.ModelStore.Tests;

namespace EdgeVision.EdgeAgent.Tests.ModelUpdates;

/// <summary>
/// Each operation on the disk in an update is let fail in turn, or is where process or power end: a model always opens, and the update goes on.
/// </summary>
public sealed class UpdateInterruptionTests
{
    // The last operations are the collection's, and their number differs with what there is to collect.
    private const int FewestPlaces = 25;

    [Theory]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public void WhereverItEnds_TheNextProcessRunsTheOldOrTheNewModel_AndTheUpdateBecomesGood(Fault fault)
    {
        int places = 0;
        for (bool isReached = true; isReached; places++)
        {
            using var box = new UpdateBench();
            string url = box.Bundle();
            var disk = new FaultyDisk(places + 1, fault);
            box.Disk = disk;
            if (Record.Exception(box.Start) is null)
            {
                box.SayUrl(url);
                box.AwaitThat(() => disk.WasReached || box.Updater.Status.Candidate is { Step: UpdateStep.Good }, $"The end at place {places}");
                Assert.Contains(box.Seat.CurrentName, (string[])["old", "new"]);
            }

            box.End();
            isReached = disk.WasReached;
            if (fault == Fault.PowerCut)
                disk.CutPower();

            box.Disk = LinuxDisk.Instance;
            box.Start();
            Assert.True(box.Seat.CurrentName is "old" or "new", $"Place {places}: {box.Seat.CurrentName} runs.");
            box.SayUrl(url);
            box.AwaitThat(() => box.Updater.Status is { Candidate.Step: UpdateStep.Good } && box.Seat.CurrentName == "new", $"The update after place {places}");
            Assert.Equal("new", box.Journal.Good!.Name);
            Assert.Null(new SlotStore(box.Store).Verify(Assert.Single(new SlotStore(box.Store).List())).Damage);
        }

        Assert.True(places > FewestPlaces, $"Only {places} places were found.");
    }

    [Fact]
    public void AFullDisk_AtAnyWrite_LeavesARunningModel_AndTheNextProcessTriesAgain()
    {
        int places = 0;
        for (bool isReached = true; isReached; places++)
        {
            using var box = new UpdateBench();
            string url = box.Bundle();
            var disk = new FaultyDisk(places + 1, Fault.NoRoom);
            box.Disk = disk;
            box.Start();
            box.SayUrl(url);
            CandidateRecord end = box.AwaitEnd(url);
            isReached = disk.WasReached;

            Assert.True(end.Step == UpdateStep.Good || end.Reason == UpdateReason.NoRoom, $"Place {places}: {end.Step} {end.Reason} {end.Error}");
            Assert.Equal(end.Step == UpdateStep.Good ? "new" : "old", box.Seat.CurrentName);
            Assert.All(box.Seat.Opened, static task => Assert.False(task.IsMisused));
            box.End();
            box.Disk = LinuxDisk.Instance;
            box.Start();
            box.SayUrl(url);
            box.AwaitThat(() => box.Updater.Status is { Candidate.Step: UpdateStep.Good } && box.Seat.CurrentName == "new", $"The update after place {places}");
        }

        Assert.True(places > FewestPlaces, $"Only {places} places were found.");
    }

    [Fact]
    public void ThreeProcessesThatEndInTheTrial_AreItsFault()
    {
        using var box = new UpdateBench();
        string url = box.Bundle();
        box.Options = box.Options with { Trial = box.Options.Trial with { Time = TimeSpan.FromHours(1) } };
        Die(() =>
        {
            box.SayUrl(url);
            box.Await(candidate => candidate.Step == UpdateStep.Trial, "The trial");
        });
        for (int i = 1; i <= 3; i++)
            Die(() => Assert.Equal("new", box.Seat.CurrentName));

        box.Disk = LinuxDisk.Instance;
        box.Start();

        Assert.Equal("old", box.Seat.CurrentName);
        Assert.Equal((UpdateStep.RolledBack, UpdateReason.Crashed), (box.Journal.Candidate!.Step, box.Journal.Candidate.Reason));
        Assert.Equal("fallback", box.Updater.Status.Source);

        void Die(Action meanwhile)
        {
            var disk = new FaultyDisk(int.MaxValue, Fault.Kill);
            box.Disk = disk;
            box.Start();
            meanwhile();
            disk.Die();
            box.End();
        }
    }

    [Fact]
    public void PowerCutsWhileItWaitsForTheNetwork_AreNobodysFault()
    {
        using var box = new UpdateBench();
        string url = box.Bundle();
        box.Server.Hold();
        for (int i = 1; i <= 5; i++)
        {
            var disk = new FaultyDisk(int.MaxValue, Fault.Kill);
            box.Disk = disk;
            box.Start();
            Assert.Equal("old", box.Seat.CurrentName);
            box.SayUrl(url);
            box.Await(candidate => candidate.Step == UpdateStep.Fetching, "Fetching");
            disk.Die();
            box.End();
        }

        box.Server.LetGo();
        box.Disk = LinuxDisk.Instance;
        box.Start();

        Assert.Equal(UpdateStep.Good, box.AwaitEnd(url).Step);
    }

    [Fact]
    public void AnOrderlyStopInTheTrial_IsGoneOnWith()
    {
        using var box = new UpdateBench();
        string url = box.Bundle();
        ModelUpdateOptionsOf(box, TimeSpan.FromHours(1));
        for (int i = 1; i <= 5; i++)
        {
            box.Start();
            if (i == 1)
                box.SayUrl(url);
            box.AwaitThat(() => box.Updater.Status.Candidate is { Step: UpdateStep.Trial } && box.Seat.CurrentName == "new", "The trial");
            box.End();
            Assert.Equal(0, box.Journal.Candidate!.Starts);
        }

        ModelUpdateOptionsOf(box, TimeSpan.Zero);
        box.Start();

        Assert.Equal("new", box.Seat.CurrentName);
        box.AwaitThat(() => box.Journal.Good?.Name == "new", "Good");
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("flipped")]
    [InlineData("missing")]
    [InlineData("folders")]
    [InlineData("no store")]
    public void WhateverBecameOfTheStore_AModelStarts(string harm)
    {
        foreach (string? journal in (string?[])[null, "garbage", "{}", """{"schema":"edgevision.model-journal/1"}"""])
        {
            using var box = new UpdateBench();
            box.Start();
            foreach (string name in (string[])["first", "second"])
            {
                string url = box.Bundle(name);
                box.SayUrl(url);
                Assert.Equal(UpdateStep.Good, box.AwaitEnd(url).Step);
            }

            box.End();
            if (journal is not null)
                File.WriteAllText(Path.Combine(box.Store, "journal.json"), journal);
            foreach (string file in Directory.GetFiles(Path.Combine(box.Store, "slots"), "*", SearchOption.AllDirectories))
                Harm(file, harm);
            if (harm == "no store")
                Directory.Delete(box.Store, recursive: true);

            box.Start();

            Assert.Equal("old", box.Seat.CurrentName);
        }
    }

    private static void ModelUpdateOptionsOf(UpdateBench box, TimeSpan trial) =>
        box.Options = box.Options with { Trial = box.Options.Trial with { Time = trial } };

    private static void Harm(string file, string harm)
    {
        byte[] bytes = File.ReadAllBytes(file);
        File.Delete(file);
        if (harm == "truncated")
            File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
        else if (harm == "flipped")
            File.WriteAllBytes(file, [.. bytes.Select((one, i) => i == bytes.Length / 2 ? (byte)(one ^ 4) : one)]);
        else if (harm == "folders")
            Directory.CreateDirectory(file);
    }
}
