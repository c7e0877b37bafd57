using System.CommandLine;
using System.Text.Json;
using EdgeVision.ModelStore;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Model;

namespace EdgeVision.Workbench.Tests.Model.Updates;

public sealed class PinCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PinCommandTests()
    {
        Run("new", "mobilenet-v1", "--alpha", "0.25", "--resolution", "32", "--classes", "2", "-o", _folder.PathTo("door.onnx"));
        foreach (string version in (string[])["1.0", "1.1"])
        {
            string bundle = _folder.PathTo($"{version}.bundle");
            Run("pack", _folder.PathTo("door.onnx"), "--version", version, "--sequence", version[^1] == '0' ? "1" : "2", "-o", bundle);
            Run("pull", bundle, "--allow-unsigned", "--store", Store.Folder);
        }
    }

    private SlotStore Store => new(_folder.PathTo("models"));

    private string? Pin => new PinFile(Store.Folder).Read();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mobilenet-v1-0.25-32", "1.1")]
    [InlineData("mobilenet-v1-0.25-32@1.0", "1.0")]
    public void AModelOfTheStore_IsPinnedByItsHash(string named, string version)
    {
        Run("use", named, "--store", Store.Folder);

        using JsonDocument pin = JsonDocument.Parse(Pin!);
        Assert.Equal(version, pin.RootElement.GetProperty("version").GetString());
        Assert.Equal(version, Store.Find(pin.RootElement.GetProperty("sha256").GetString()!)!.Manifest!.Version);
    }

    [Fact]
    public void WhatThereIsNot_IsNotPinned()
    {
        Assert.Throws<FileNotFoundException>(() => Run("use", "birds", "--store", Store.Folder));

        Assert.Null(Pin);
    }

    [Theory]
    [InlineData("use")]
    [InlineData("use", "mobilenet-v1-0.25-32", "--configured")]
    public void EitherAModelOrNone_IsToBeSaid(params string[] arguments) =>
        Assert.Throws<UsageException>(() => Run([.. arguments, "--store", Store.Folder]));

    [Fact]
    public void APin_IsTakenBack()
    {
        Run("use", "mobilenet-v1-0.25-32", "--store", Store.Folder);
        Run("use", "--configured", "--store", Store.Folder);

        Assert.Null(Pin);
    }

    [Fact]
    public void RollingBack_PinsTheOneBefore()
    {
        Slot[] slots = [.. Store.List().OrderBy(static slot => slot.Manifest!.Sequence)];
        new JournalFile(Store.Folder).Write(UpdateJournal.Empty with { Previous = ModelRecord.Of(slots[0]), Good = ModelRecord.Of(slots[1]) });

        Run("rollback", "--store", Store.Folder);

        Assert.Contains(slots[0].Sha256, Pin, StringComparison.Ordinal);
    }

    [Fact]
    public void RollingBack_WhereNoneWasBefore_SaysSo()
    {
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => Run("rollback", "--store", Store.Folder));

        Assert.Contains("no model was good before", error.Message, StringComparison.Ordinal);
        Assert.Null(Pin);
    }

    private static void Run(params string[] arguments) =>
        Assert.Equal(0, ModelCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
}
