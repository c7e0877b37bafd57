using System.Collections.Immutable;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests;

/// <summary>Each write, rename, flush and removal fails in turn, or is where process or power end: whoever opens the store again finds it whole.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _bundles = new();
    private readonly string _old;
    private readonly string _new;

    public InterruptionTests()
    {
        _old = SampleBundle.Write(_bundles, version: "1.0.0", sequence: 1);
        // Larger than what is copied at once, so that it is interrupted inside too.
        _new = SampleBundle.Write(_bundles, version: "2.0.0", sequence: 2, bytes: 200_000);
    }

    public void Dispose() => _bundles.Dispose();

    [Theory]
    [InlineData(Fault.NoRoom)]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public void AnAddition_IsWholeOrNotThere(Fault fault) => AtEachPlace(
        fault,
        folder => Store(folder).Add(_old),
        (folder, disk) => Store(folder, disk).Add(_new, signature: [1, 2, 3]),
        (folder, isDone) =>
        {
            AssertWhole(folder, _old, _new);
            Assert.NotNull(Store(folder).Find(SampleBundle.HashOf(_old)));
            if (isDone)
                Assert.Equal([1, 2, 3], Store(folder).Find(SampleBundle.HashOf(_new))!.Signature);
        });

    [Theory]
    [InlineData(Fault.NoRoom)]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public void TheFirstAdditionOfAll_IsWholeOrNotThere(Fault fault) => AtEachPlace(
        fault,
        static _ => { },
        (folder, disk) => Store(Path.Combine(folder, "state", "models"), disk).Add(_new),
        (folder, isDone) =>
        {
            AssertWhole(Path.Combine(folder, "state", "models"), _new);
            Assert.Equal(isDone ? 1 : Store(Path.Combine(folder, "state", "models")).List().Count, Store(Path.Combine(folder, "state", "models")).List().Count);
        });

    [Theory]
    [InlineData(Fault.NoRoom)]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public void ADamagedSlot_IsReplacedByAWholeOneOrStaysDamaged(Fault fault) => AtEachPlace(
        fault,
        folder =>
        {
            Slot slot = Store(folder).Add(_new);
            File.WriteAllText(Path.Combine(slot.Folder, "manifest.json"), "[]");
        },
        (folder, disk) => Store(folder, disk).Add(_new),
        (folder, isDone) =>
        {
            string?[] damages = [.. Store(folder).List().Select(slot => Store(folder).Verify(slot).Damage)];
            Assert.All(damages, damage => Assert.True(damage is null || damage.Contains("manifest.json: its SHA-256 is", StringComparison.Ordinal), damage));
            if (isDone)
                Assert.Null(Assert.Single(damages));
        });

    [Theory]
    [InlineData(Fault.NoRoom)]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public void ASignatureThatComesLater_IsThereOrNot(Fault fault) => AtEachPlace(
        fault,
        folder => Store(folder).Add(_new),
        (folder, disk) => Store(folder, disk).Add(_new, signature: [4, 5, 6]),
        (folder, isDone) =>
        {
            AssertWhole(folder, _new);
            byte[]? signature = Assert.Single(Store(folder).List()).Signature;
            Assert.Equal(signature is null && !isDone ? null : [4, 5, 6], signature);
        });

    [Theory]
    [InlineData(Fault.NoRoom)]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public void ACollection_LeavesWholeSlots(Fault fault) => AtEachPlace(
        fault,
        folder =>
        {
            Store(folder).Add(_old);
            Store(folder).Add(_new);
        },
        (folder, disk) => Store(folder, disk).Collect(keep: 1, never: [SampleBundle.HashOf(_new)]),
        (folder, isDone) =>
        {
            AssertWhole(folder, _old, _new);
            Assert.NotNull(Store(folder).Find(SampleBundle.HashOf(_new)));
            if (isDone)
                Assert.Null(Store(folder).Find(SampleBundle.HashOf(_old)));
        });

    [Theory]
    [InlineData(Fault.NoRoom)]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public void TheJournal_IsTheOldOrTheNewOne(Fault fault)
    {
        UpdateJournal before = UpdateJournal.Empty.WithSequence("birds", 1);
        UpdateJournal after = before.WithSequence("birds", 2).WithDesired("device", "{\"name\":\"birds\"}");
        AtEachPlace(
            fault,
            folder => new JournalFile(folder).Write(before),
            (folder, disk) => new JournalFile(folder, disk).Write(after),
            (folder, isDone) =>
            {
                UpdateJournal read = new JournalFile(folder).Read(out string? damage);
                Assert.Null(damage);
                Assert.Contains(read.HighestSequence("birds"), isDone ? [2L] : (long[])[1, 2]);
                Assert.Equal(read.HighestSequence("birds") == 2, !read.Desired.IsEmpty);
            });
    }

    [Theory]
    [InlineData(Fault.NoRoom)]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public void APin_IsTheOldOrTheNewOne(Fault fault) => AtEachPlace(
        fault,
        folder => new PinFile(folder).Write("{\"name\":\"old\"}"),
        (folder, disk) => new PinFile(folder, disk).Write("{\"name\":\"new\"}"),
        (folder, isDone) => Assert.Contains(
            new PinFile(folder).Read(), isDone ? ["{\"name\":\"new\"}"] : (string[])["{\"name\":\"old\"}", "{\"name\":\"new\"}"]));

    private static SlotStore Store(string folder, IDisk? disk = null) => new(folder, disk ?? LinuxDisk.Instance, margin: 0, TimeSpan.FromSeconds(30));

    private static void AssertWhole(string folder, params string[] bundles)
    {
        ImmutableArray<string> known = [.. bundles.Select(SampleBundle.HashOf)];
        foreach (Slot slot in Store(folder).List())
        {
            Assert.Null(Store(folder).Verify(slot).Damage);
            Assert.Contains(slot.Sha256, known);
        }
    }

    /// <param name="assert">Gets the store's folder, and whether the action ended as one that went well.</param>
    private static void AtEachPlace(Fault fault, Action<string> arrange, Action<string, IDisk> act, Action<string, bool> assert)
    {
        int places = 0;
        for (bool isReached = true; isReached; places++)
        {
            using var folder = new TemporaryFolder();
            arrange(folder.Path);
            var disk = new FaultyDisk(places + 1, fault);
            Exception? exception = Record.Exception(() => act(folder.Path, disk));
            isReached = disk.WasReached;
            if (fault == Fault.NoRoom && exception is not null)
                Assert.Equal(UpdateReason.NoRoom, Assert.IsType<UpdateException>(exception).Reason);
            else if (exception is not null)
                Assert.IsType<KilledException>(exception);
            if (fault == Fault.PowerCut)
                disk.CutPower();

            assert(folder.Path, exception is null);

            act(folder.Path, LinuxDisk.Instance);
            assert(folder.Path, true);
        }

        Assert.True(places > 3, $"Only {places} places were found.");
    }
}
