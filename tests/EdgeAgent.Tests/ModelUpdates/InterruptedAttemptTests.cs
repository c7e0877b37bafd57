using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVision.EdgeAgent.Tests.ModelUpdates;

/// <summary>What a process runs that began while the one before had not come to its end with a bundle.</summary>
public sealed class InterruptedAttemptTests : IDisposable
{
    private const string Bundle = "/nowhere/birds.bundle";
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ModelThatAPersonNamedByItsPath_RunsAgain_WhereOnlyABundleThatNeverCameIsNamedNow()
    {
        string before = MakeModel("before");
        string good = MakeModel("good");
        new JournalFile(_folder).Write(UpdateJournal.Empty with { Good = ModelLibrary.Describe(good, good) });
        Run(before, ModelLibrary.Describe(before, before));

        Assert.Equal([before], OpenedNext());
        Assert.Equal(good, new JournalFile(_folder).Read(out _).Previous!.Path);
    }

    [Fact]
    public void ModelThatRanInPlaceOfAnother_IsNotWhatThereIsToGoBackTo()
    {
        var good = new ModelRecord { Name = "good" };
        using var fallback = new SharedModel(new ScriptedTask(), new ModelRecord { Name = "fallback" }, isFallback: true);

        Assert.Equal(good, ModelChoice.WithWhatRuns(UpdateJournal.Empty with { Good = good }, fallback).Good);
    }

    [Fact]
    public void ModelInItsTrial_IsNotWhatThereIsToGoBackTo()
    {
        var good = new ModelRecord { Name = "good" };
        var tried = new ModelRecord { Name = "tried" };
        var candidate = new CandidateRecord { Step = UpdateStep.Trial, Source = DesiredModel.Configuration, Model = tried, Since = DateTimeOffset.UnixEpoch };
        using var running = new SharedModel(new ScriptedTask(), tried);

        Assert.Equal(good, ModelChoice.WithWhatRuns(UpdateJournal.Empty with { Good = good, Candidate = candidate }, running).Good);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ModelThatIsOpenedAnewForAnotherAgent_RunsInPlaceOfAnotherAsBefore(bool isFallback)
    {
        string folder = MakeModel("running");
        var library = new ModelLibrary(_folder, NullLogger.Instance);
        var choice = new ModelChoice(library, TimeProvider.System, static (_, _) => { }, library.Remember);
        using var running = new SharedModel(new ScriptedTask(), ModelLibrary.Describe(folder, folder), isFallback);

        using SharedModel next = choice.OpenNext(new ResolvedModel(Desired, Local: null), running, static _ => new ScriptedTask(), CancellationToken.None);

        Assert.Equal((running.Record, isFallback), (next.Record, next.IsFallback));
    }

    private static DesiredModel Desired => new(new ModelOptions { Path = Bundle }, DesiredModel.Configuration);

    private string MakeModel(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "model.onnx"), name);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), $$"""
            {
              "schema": 1, "name": "{{name}}", "task": "classification", "file": "model.onnx", "sha256": "{{new string('a', 64)}}",
              "licence": "NONE", "source": "none",
              "input": {
                "name": "input", "layout": "nchw", "width": 32, "height": 32, "colors": "rgb", "mean": 0, "standardDeviation": 1, "resize": "stretch"
              },
              "labelBase": 0, "labels": ["person"], "classification": { "scores": { "output": "scores", "kind": "softmaxLogits" } }
            }
            """);
        return folder;
    }

    /// <summary>A process that runs what its configuration names, until its power goes.</summary>
    private void Run(string configured, ModelRecord record)
    {
        using var current = new SharedModel(new ScriptedTask(), record);
        using ModelUpdater updater = MakeUpdater(new Seat(current), new ModelOptions { Path = configured });
        updater.Start();

        bool isRemembered = SpinWait.SpinUntil(() => new JournalFile(_folder).Read(out _).Good == record, TimeSpan.FromMinutes(1));

        Assert.True(isRemembered);
    }

    /// <summary>What a process opens whose configuration names the bundle.</summary>
    private List<string> OpenedNext()
    {
        List<string> opened = [];
        ModelOptions configured = Desired.Model;
        using ModelUpdater updater = MakeUpdater(new Seat(null), configured);
        using SharedModel model = updater.Open(configured, new ModelUpdateOptions(), isFirst: true, Open, CancellationToken.None);
        return opened;

        IVisionTask Open(string place)
        {
            opened.Add(place);
            return new ScriptedTask();
        }
    }

    private ModelUpdater MakeUpdater(Seat seat, ModelOptions configured) => new(
        seat,
        new ModelLibrary(_folder, NullLogger.Instance),
        configured,
        new ModelUpdateOptions(),
        new Version(1, 0),
        TimeProvider.System,
        NullLogger<ModelUpdater>.Instance);

    private sealed class Seat(SharedModel? current) : IModelSeat
    {
        public bool OpensAtAnyPriority => true;

        public float? MinimumScore => null;

        public SharedModel? Current => current;

        public void Try(string place, CancellationToken stoppingToken) => throw new InvalidOperationException("Nothing is to be tried.");

        public IVisionTask Open(string place) => throw new InvalidOperationException("Nothing is to be opened.");

        public void Require(ModelManifest model) => throw new InvalidOperationException("Nothing is to be looked at.");

        public SharedModel Put(SharedModel model) => throw new InvalidOperationException("Nothing is to take another's place.");

        public void Watch(IFrameWitness? witness)
        {
        }
    }
}
