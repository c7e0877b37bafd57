using System.Text;
using EdgeVision.Bundles;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests;

public sealed class SlotStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SlotStore _store;

    public SlotStoreTests() => _store = new SlotStore(_folder.PathTo("models"), LinuxDisk.Instance, margin: 0, TimeSpan.FromSeconds(30));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsAdded_IsFound()
    {
        string bundle = SampleBundle.Write(_folder);

        Slot slot = _store.Add(bundle, signature: [1, 2, 3]);

        Assert.Equal((SampleBundle.HashOf(bundle), "birds", 1002), (slot.Sha256, slot.Manifest!.Name, slot.Bytes));
        Assert.Equal([1, 2, 3], slot.Signature);
        Assert.Null(_store.Verify(slot).Damage);
        Assert.Equal(slot.Sha256, _store.Find(slot.Sha256)!.Sha256);
        Assert.Equal(slot.Sha256, Assert.Single(_store.List()).Sha256);
        Assert.Equal(File.ReadAllBytes(_folder.PathTo("birds-1.0.0.onnx")), File.ReadAllBytes(Path.Combine(slot.Folder, "model.onnx")));
    }

    [Fact]
    public void AStoreThatIsNotThere_IsEmptyAndStaysAway()
    {
        Assert.Empty(_store.List());
        Assert.Null(_store.Find("birds", null));
        Assert.Empty(_store.Collect(1, []));
        Assert.False(_store.Forget(new string('a', 64)));
        Assert.False(Directory.Exists(_store.Folder));
    }

    [Fact]
    public void TheHighestSequenceIsFound_OrTheVersionThatIsNamed()
    {
        _store.Add(SampleBundle.Write(_folder, version: "9", sequence: 3));
        _store.Add(SampleBundle.Write(_folder, version: "1", sequence: 12));
        _store.Add(SampleBundle.Write(_folder, name: "cats", version: "1", sequence: 99));

        Assert.Equal(12, _store.Find("birds", null)!.Manifest!.Sequence);
        Assert.Equal(3, _store.Find("birds", "9")!.Manifest!.Sequence);
        Assert.Null(_store.Find("birds", "2"));
        Assert.Null(_store.Find("../birds"));
    }

    [Fact]
    public void AddingTheSameAgain_WritesNothing()
    {
        string bundle = SampleBundle.Write(_folder);
        _store.Add(bundle, signature: [1]);

        var disk = new FaultyDisk(place: 1, Fault.Kill);
        new SlotStore(_store.Folder, disk, 0, TimeSpan.Zero).Add(bundle, signature: [1]);
        new SlotStore(_store.Folder, disk, 0, TimeSpan.Zero).Add(bundle);

        Assert.False(disk.WasReached);
    }

    [Fact]
    public void LeftoversOfAKill_AreRemovedByWhoWritesNext()
    {
        string leftover = Directory.CreateDirectory(Path.Combine(_store.Folder, "slots", $".{new string('a', 64)}.partial")).FullName;
        File.WriteAllText(Path.Combine(leftover, "model.onnx"), "half");

        Assert.Empty(_store.List());
        _store.Add(SampleBundle.Write(_folder));

        Assert.False(Directory.Exists(leftover));
    }

    [Theory]
    [InlineData("bundle.json", "{", "cannot be read")]
    [InlineData("bundle.json", null, "cannot be read")]
    [InlineData("model.onnx", null, "it is missing")]
    [InlineData("model.onnx", "short", "it has 5 bytes instead of 1000")]
    public void ADamagedSlot_IsListedWithASentence(string file, string? contents, string expected)
    {
        Slot slot = _store.Add(SampleBundle.Write(_folder));
        if (contents is null)
            File.Delete(Path.Combine(slot.Folder, file));
        else
            File.WriteAllText(Path.Combine(slot.Folder, file), contents);

        Assert.Contains(expected, Assert.Single(_store.List()).Damage, StringComparison.Ordinal);
        Assert.Null(_store.Find("birds", null));
        Assert.NotNull(_store.Verify(slot).Damage);
    }

    [Fact]
    public void BitRotAndStrangersAreFoundByVerifying()
    {
        Slot slot = _store.Add(SampleBundle.Write(_folder));
        string model = Path.Combine(slot.Folder, "model.onnx");
        byte[] bytes = File.ReadAllBytes(model);
        bytes[500] ^= 1;
        File.WriteAllBytes(model, bytes);

        Assert.Null(Assert.Single(_store.List()).Damage);
        Assert.Contains("model.onnx: its SHA-256 is", _store.Verify(slot).Damage, StringComparison.Ordinal);

        bytes[500] ^= 1;
        File.WriteAllBytes(model, bytes);
        File.WriteAllText(Path.Combine(slot.Folder, "more"), "");
        Assert.Contains("more: it does not belong to the bundle", _store.Verify(slot).Damage, StringComparison.Ordinal);
    }

    [Fact]
    public void ADeviceInAFilesPlace_IsNotRead()
    {
        Slot slot = _store.Add(SampleBundle.Write(_folder));
        File.Delete(Path.Combine(slot.Folder, "bundle.json"));
        using var make = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(slot.Folder, "bundle.json")]);
        make.WaitForExit();

        Assert.Contains("it is a pipe or a device", Assert.Single(_store.List()).Damage, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedSlot_IsReplacedByAddingItAgain()
    {
        string bundle = SampleBundle.Write(_folder);
        Slot slot = _store.Add(bundle);
        File.Delete(Path.Combine(slot.Folder, "model.onnx"));

        Assert.Null(_store.Verify(_store.Add(bundle)).Damage);
    }

    [Fact]
    public void CollectingRemovesTheOldestAndTheDamaged_ButNothingThatIsNamed()
    {
        Slot[] slots = [.. Enumerable.Range(1, 5).Select(i => _store.Add(SampleBundle.Write(_folder, version: $"{i}", sequence: i)))];
        for (int i = 0; i < slots.Length; i++)
            File.SetLastWriteTimeUtc(Path.Combine(slots[i].Folder, "bundle.json"), new DateTime(2026, 1, 1 + i, 0, 0, 0, DateTimeKind.Utc));
        File.Delete(Path.Combine(slots[4].Folder, "model.onnx"));

        IReadOnlyList<Slot> removed = _store.Collect(keep: 2, never: [slots[0].Sha256]);

        Assert.Equal([slots[4].Sha256, slots[1].Sha256, slots[2].Sha256], removed.Select(static slot => slot.Sha256));
        Assert.Equal([slots[0].Sha256, slots[3].Sha256], _store.List().Select(static slot => slot.Sha256));
        Assert.Empty(_store.Collect(keep: 2, never: [slots[0].Sha256]));
    }

    [Fact]
    public void MoreThatAreNamedThanMayStay_Stay()
    {
        string[] named = [.. Enumerable.Range(1, 3).Select(i => _store.Add(SampleBundle.Write(_folder, version: $"{i}", sequence: i)).Sha256)];

        Assert.Empty(_store.Collect(keep: 1, named));
        Assert.Equal(3, _store.List().Count);
    }

    [Fact]
    public void WhatIsForgotten_IsGone()
    {
        Slot slot = _store.Add(SampleBundle.Write(_folder));

        Assert.True(_store.Forget(slot.Sha256));
        Assert.False(_store.Forget(slot.Sha256));
        Assert.False(_store.Forget("../slots"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_store.Folder, "slots")));
    }

    [Fact]
    public void GarbageIsRefused_AndLeavesNothing()
    {
        byte[] bundle = File.ReadAllBytes(SampleBundle.Write(_folder));
        byte[] flipped = [.. bundle];
        // In the network itself, which comes last.
        flipped[^1600] ^= 1;

        Assert.Equal(UpdateReason.Malformed, Refusal(Encoding.ASCII.GetBytes("<html>")));
        Assert.Equal(UpdateReason.Malformed, Refusal(bundle[..^700]));
        Assert.Equal(UpdateReason.Malformed, Refusal([]));
        Assert.Equal(UpdateReason.Tampered, Refusal(flipped));
        Assert.Equal(UpdateReason.NotFound, Assert.Throws<UpdateException>(() => _store.Add(_folder.PathTo("absent"))).Reason);
        Assert.Equal(UpdateReason.NotFound, Assert.Throws<UpdateException>(() => _store.Add(_folder.MakePipe("pipe"))).Reason);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_store.Folder, "slots")));
    }

    [Fact]
    public void WithoutRoom_NothingIsWritten()
    {
        var store = new SlotStore(_store.Folder, LinuxDisk.Instance, margin: long.MaxValue / 2, TimeSpan.Zero);

        UpdateException refusal = Assert.Throws<UpdateException>(() => store.Add(SampleBundle.Write(_folder)));

        Assert.Equal(UpdateReason.NoRoom, refusal.Reason);
        Assert.Contains("MB are needed there and", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(store.List());
    }

    [Fact]
    public void AFileInTheFoldersPlace_IsNotWritable()
    {
        File.WriteAllText(_store.Folder, "");

        Assert.Equal(UpdateReason.NotWritable, Assert.Throws<UpdateException>(() => _store.Add(SampleBundle.Write(_folder))).Reason);
    }

    [Fact]
    public void AnotherThatWrites_IsWaitedForAndThenNamed()
    {
        _store.Add(SampleBundle.Write(_folder));
        using var held = StoreLock.Take(Path.Combine(_store.Folder, "lock"), TimeSpan.Zero);
        var impatient = new SlotStore(_store.Folder, LinuxDisk.Instance, 0, TimeSpan.FromMilliseconds(50));

        UpdateException refusal = Assert.Throws<UpdateException>(() => impatient.Add(SampleBundle.Write(_folder, version: "2")));

        Assert.True(refusal.IsTransient);
        Assert.Contains("another process writes to the store", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralAtOnce_AddWhatTheyAdd()
    {
        string[] bundles = [.. Enumerable.Range(1, 4).Select(i => SampleBundle.Write(_folder, version: $"{i}", sequence: i))];

        Parallel.ForEach(Enumerable.Range(0, 12), i => _store.Add(bundles[i % bundles.Length]));

        Assert.Equal(4, _store.List().Count);
        Assert.All(_store.List(), slot => Assert.Null(_store.Verify(slot).Damage));
    }

    [Fact]
    public void PeopleMayLookIntoIt()
    {
        Slot slot = _store.Add(SampleBundle.Write(_folder));

        const UnixFileMode File644 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        Assert.Equal(File644, File.GetUnixFileMode(Path.Combine(slot.Folder, "model.onnx")));
        Assert.Equal(File644 | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute, File.GetUnixFileMode(slot.Folder));
    }

    [Fact]
    public void EveryRefusalOfABundle_HasAReason() =>
        Assert.All(Enum.GetValues<BundleError>(), static error => Assert.Equal($"{error}", $"{UpdateException.Of(error)}"));

    private UpdateReason Refusal(byte[] bundle)
    {
        File.WriteAllBytes(_folder.PathTo("bad.bundle"), bundle);
        return Assert.Throws<UpdateException>(() => _store.Add(_folder.PathTo("bad.bundle"))).Reason;
    }
}
