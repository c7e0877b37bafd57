using EdgeVision.Inference.Models;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Eval;

namespace EdgeVision.Workbench.Tests.Eval;

public sealed class LabelledFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(ModelTask.Detection, "instances.json"), InlineData(ModelTask.Classification, "labels.tsv"), InlineData(ModelTask.Segmentation, "masks")]
    public void FindsTheTruthOfTheModelsTask(ModelTask task, string name)
    {
        File.WriteAllText(_folder.PathTo("instances.json"), "");
        File.WriteAllText(_folder.PathTo("labels.tsv"), "");
        Directory.CreateDirectory(_folder.PathTo("masks"));

        Assert.Equal(new LabelledFolder(_folder.Path, _folder.PathTo(name)), LabelledFolder.Locate(_folder.Path, null, task));
    }

    [Fact]
    public void TheUsersTruthWins()
    {
        File.WriteAllText(_folder.PathTo("instances.json"), "");
        File.WriteAllText(_folder.PathTo("mine.json"), "");

        Assert.Equal(_folder.PathTo("mine.json"), LabelledFolder.Locate(_folder.Path, _folder.PathTo("mine.json"), ModelTask.Detection).GroundTruth);
    }

    [Fact]
    public void SaysWhatIsMissingAndWhatTheFolderIsFor()
    {
        File.WriteAllText(_folder.PathTo("labels.tsv"), "");

        string message = Assert.Throws<FileNotFoundException>(() => LabelledFolder.Locate(_folder.Path, null, ModelTask.Detection)).Message;

        Assert.Contains("instances.json: there is no such file; a detector is measured by it", message, StringComparison.Ordinal);
        Assert.Contains("--truth", message, StringComparison.Ordinal);
        Assert.EndsWith("Its labels.tsv is for a classifier.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_WhatIsNotThere()
    {
        Assert.Contains("no such folder",
            Assert.Throws<DirectoryNotFoundException>(() => LabelledFolder.Locate(_folder.PathTo("absent"), null, ModelTask.Detection)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "absent.json", Assert.Throws<FileNotFoundException>(() => LabelledFolder.Locate(_folder.Path, "absent.json", ModelTask.Detection)).Message,
            StringComparison.Ordinal);
    }
}
