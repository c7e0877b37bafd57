using System.Diagnostics;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests;

/// <summary>What the others pretend: a disk that is full, and a process that is gone.</summary>
public sealed class RealDiskTests
{
    [SmallDiskFact]
    public void ADiskThatFillsUp_KeepsWhatItHad()
    {
        using var folder = new TemporaryFolder();
        using var disk = new SmallDisk();
        var store = new SlotStore(disk.Path, LinuxDisk.Instance, margin: -(1L << 30), TimeSpan.FromSeconds(30));
        Slot small = store.Add(SampleBundle.Write(folder));

        UpdateException refusal = Assert.Throws<UpdateException>(() => store.Add(SampleBundle.Write(folder, version: "2", sequence: 2, bytes: 100_000)));

        Assert.Equal(UpdateReason.NoRoom, refusal.Reason);
        Assert.Equal(small.Sha256, Assert.Single(store.List()).Sha256);
        Assert.Null(store.Verify(small).Damage);
        store.Add(SampleBundle.Write(folder, version: "3", sequence: 3));
        Assert.Equal(2, store.List().Count);
    }

    [SmallDiskFact]
    public void AFullDisk_LeavesTheOldJournal()
    {
        using var disk = new SmallDisk();
        var journal = new JournalFile(disk.Path);
        journal.Write(UpdateJournal.Empty.WithSequence("birds", 1));
        Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(disk.Path, "filler"), new byte[100_000]));

        Assert.Equal(
            UpdateReason.NoRoom, Assert.Throws<UpdateException>(() => journal.Write(UpdateJournal.Empty.WithSequence("birds", 2))).Reason);
        Assert.Equal(1, journal.Read(out string? damage).HighestSequence("birds"));
        Assert.Null(damage);
    }

    [Fact]
    public void AProcessThatIsKilledWhileItWrites_LeavesAWholeStore()
    {
        using var folder = new TemporaryFolder();
        string[] bundles = [.. Enumerable.Range(1, 3).Select(i => SampleBundle.Write(folder, version: $"{i}", sequence: i, bytes: 300_000))];
        string path = folder.PathTo("models");
        var random = new Random(7);
        for (int i = 0; i < 8; i++)
        {
            using Process writer = Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, path, .. bundles])
            {
                RedirectStandardOutput = true,
            })!;
            Assert.Equal("ready", writer.StandardOutput.ReadLine());
            Thread.Sleep(random.Next(100));
            writer.Kill();
            writer.WaitForExit();

            var store = new SlotStore(path);
            Assert.All(store.List(), slot => Assert.Null(store.Verify(slot).Damage));
            UpdateJournal journal = new JournalFile(path).Read(out string? damage);
            Assert.Null(damage);
            if (journal.Good is { Sha256: { } good })
                Assert.Null(store.Find(good)!.Damage);
        }
    }
}
