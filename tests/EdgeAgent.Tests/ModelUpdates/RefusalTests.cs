using EdgeVision.Bundles;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Imaging;
using EdgeVision.ModelStore;
using EdgeVision.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.ModelUpdates;

/// <summary>Each reason for which a model is not taken: the one in use goes on, and the state says why.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly UpdateBench _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void AGoodBundle_IsFetchedTriedAndKept()
    {
        _box.Start();
        string url = _box.Bundle();

        _box.SayUrl(url, ""","rollout":"week 12" """);
        CandidateRecord end = _box.AwaitEnd(url);

        Assert.Equal((UpdateStep.Good, "week 12", null), (end.Step, end.Rollout, end.Reason));
        Assert.Equal(["old", "new"], _box.Seat.Seen);
        Assert.Equal(
            [UpdateStep.Fetching, UpdateStep.Staged, UpdateStep.Verified, UpdateStep.Loaded, UpdateStep.Trial, UpdateStep.Good],
            _box.Told.Select(static told => told.Step).Distinct());
        Assert.Equal(("device", _box.HashOf("new")), (_box.Updater.Status.Source, _box.Updater.Status.Active!.Sha256));
        Assert.Equal(("new", "old"), (_box.Journal.Good!.Name, _box.Journal.Previous!.Name));
        Assert.True(_box.Seat.Opened.First().IsDisposed);
    }

    [Fact]
    public void Malformed() => AssertRefusedAfter(UpdateReason.Malformed, box => File.WriteAllText(box.PathOf("new"), "It is no bundle."));

    [Fact]
    public void Truncated() => AssertRefusedAfter(UpdateReason.Malformed, box =>
    {
        byte[] whole = File.ReadAllBytes(box.PathOf("new"));
        File.WriteAllBytes(box.PathOf("new"), whole[..^700]);
        File.WriteAllBytes(Bundle.SignaturePathOf(box.PathOf("new")), box.Key.Sign(System.Security.Cryptography.SHA256.HashData(whole.AsSpan(..^700))));
    });

    [Fact]
    public void NotSigned() => AssertRefusedAfter(UpdateReason.NotSigned, static box => box.Bundle(isSigned: false));

    [Fact]
    public void SignatureLost() => AssertRefusedAfter(UpdateReason.NotSigned, static box => File.Delete(Bundle.SignaturePathOf(box.PathOf("new"))));

    [Fact]
    public void UnknownKey()
    {
        using SigningKey stranger = SigningKey.Generate();
        AssertRefusedAfter(UpdateReason.UnknownKey, box => box.Bundle(key: stranger));
    }

    [Fact]
    public void ATrustedKeyThatIsGone_TrustsNobody() => AssertRefusedAfter(UpdateReason.UnknownKey, static box => File.Delete(box.Options.TrustedKeys[0]));

    [Fact]
    public void WrongSignature() => AssertRefusedAfter(UpdateReason.WrongSignature, static box =>
        File.WriteAllBytes(Bundle.SignaturePathOf(box.PathOf("new")), box.Key.Sign(new byte[32])));

    [Fact]
    public void TamperedBeforeItWasSigned() => AssertRefusedAfter(UpdateReason.Tampered, static box => box.Bundle(spoil: static bytes => bytes[^2000] ^= 1));

    [Fact]
    public void TamperedAfterwards() => AssertRefusedAfter(UpdateReason.WrongSignature, static box =>
    {
        byte[] bytes = File.ReadAllBytes(box.PathOf("new"));
        bytes[^2000] ^= 1;
        File.WriteAllBytes(box.PathOf("new"), bytes);
    });

    [Fact]
    public void Expired() => AssertRefusedAfter(
        UpdateReason.Expired, static box => box.Bundle(change: static manifest => manifest with { Expires = DateTimeOffset.UnixEpoch.AddYears(50) }));

    [Fact]
    public void TooNew() => AssertRefusedAfter(
        UpdateReason.TooNew, static box => box.Bundle(change: static manifest => manifest with { MinDaemon = new Version(99, 0, 0) }));

    [Fact]
    public void WrongHash() => AssertRefusedAfter(UpdateReason.WrongHash, static _ => { }, $$""","sha256":"{{new string('a', 64)}}" """);

    [Fact]
    public void WrongVersion() => AssertRefusedAfter(UpdateReason.WrongVersion, static _ => { }, ""","version":"2.0.0" """);

    [Fact]
    public void NotFound() => AssertRefusedAfter(UpdateReason.NotFound, static box => File.Delete(box.PathOf("new")));

    [Fact]
    public void ANameThatNobodyHas()
    {
        _box.Start();

        _box.Say("""{"name":"birds","version":"9"}""");
        CandidateRecord end = _box.Await(static candidate => candidate.Step == UpdateStep.Refused, "The refusal");

        Assert.Equal(UpdateReason.NotFound, end.Reason);
        Assert.Contains("birds 9", end.Error, StringComparison.Ordinal);
        _box.AssertUntouched();
    }

    [Fact]
    public void Replayed()
    {
        _box.Start();
        string fifth = _box.Bundle(version: "5.0.0", sequence: 5), fourth = _box.Bundle(version: "4.0.0", sequence: 4);
        _box.SayUrl(fifth);
        Assert.Equal(UpdateStep.Good, _box.AwaitEnd(fifth).Step);

        _box.SayUrl(fourth);
        CandidateRecord end = _box.AwaitEnd(fourth);

        Assert.Equal((UpdateStep.Refused, UpdateReason.Replayed), (end.Step, end.Reason));
        Assert.Equal("5.0.0", _box.Updater.Status.Active!.Version);
        Assert.Equal(["old", "new"], _box.Seat.Seen);
    }

    [Fact]
    public void NoMemory() => AssertRefusedAfter(UpdateReason.NoMemory, static box => box.Memory = 1 << 20);

    [Fact]
    public void WrongTask() => AssertRefusedAfter(UpdateReason.WrongTask, static box => box.Seat.Requires = Refuse(UpdateReason.WrongTask));

    [Fact]
    public void MissingLabel() => AssertRefusedAfter(UpdateReason.MissingLabel, static box => box.Seat.Requires = Refuse(UpdateReason.MissingLabel));

    [Fact]
    public void LoadFailed() => AssertRefusedAfter(
        UpdateReason.LoadFailed, static box => box.Seat.Opens = static task => ThrowAtNew(task, new InvalidDataException("It is no network.")));

    [Fact]
    public void EnginesDiffer() => AssertRefusedAfter(UpdateReason.EnginesDiffer, static box => box.Seat.Tries = static (_, _) =>
        throw new UpdateException(UpdateReason.EnginesDiffer, "They see different things."));

    [Fact]
    public void Crashed_InAProcessOfItsOwn() => AssertRefusedAfter(UpdateReason.Crashed, static box => box.Seat.Tries = static (_, _) =>
        throw new UpdateException(UpdateReason.Crashed, "It ended its process."));

    [Fact]
    public void LoadHung_InAProcessOfItsOwn() => AssertRefusedAfter(UpdateReason.LoadHung, static box =>
    {
        box.Options = box.Options with { Trial = box.Options.Trial with { Load = TimeSpan.FromMilliseconds(200) } };
        box.Seat.Tries = static (_, stoppingToken) => { stoppingToken.WaitHandle.WaitOne(); stoppingToken.ThrowIfCancellationRequested(); };
    });

    [Fact]
    public void GoldenDiffers() => AssertRefusedAfter(UpdateReason.GoldenDiffers, static box =>
    {
        byte[] picture = File.ReadAllBytes(Repository.PathTo("tests", "Golden", "picture.png"));
        using var packed = new TriedTask(Inference.Models.ModelPackage.Open(box.OldPath).Manifest) { Class = 3 };
        File.WriteAllBytes(box.PathTo("golden.png"), picture);
        File.WriteAllBytes(box.PathTo("golden.json"), GoldenSample.Record(picture, packed, "managed", box.PathTo("")));
        box.Bundle(more: [("golden.png", box.PathTo("golden.png")), ("golden.json", box.PathTo("golden.json"))]);
    });

    [Fact]
    public void AGoldenSampleThatIsDamaged() => AssertRefusedAfter(UpdateReason.LoadFailed, static box =>
    {
        File.WriteAllText(box.PathTo("golden.png"), "It is no picture.");
        File.WriteAllText(box.PathTo("golden.json"), "{}");
        box.Bundle(more: [("golden.png", box.PathTo("golden.png")), ("golden.json", box.PathTo("golden.json"))]);
    });

    [Fact]
    public void Disagrees() => AssertRefusedAfter(UpdateReason.Disagrees, static box =>
    {
        Shadow(box, TimeSpan.FromMilliseconds(400));
        box.Seat.Opens = static task => task.Class = task.Model.Name == "new" ? 3 : 0;
    });

    [Fact]
    public void Unhealthy_BesideTheOneInUse() => AssertRefusedAfter(UpdateReason.Unhealthy, static box =>
    {
        Shadow(box, TimeSpan.FromSeconds(10));
        box.Seat.Opens = static task => task.Looks = () => ThrowAtNew(task, new InvalidOperationException("A kernel fails."));
    });

    [Fact]
    public void NotWritable()
    {
        File.WriteAllText(_box.PathTo("file"), "");
        _box.Store = _box.PathTo("file/store");
        _box.Start();
        string url = _box.Bundle();

        _box.SayUrl(url);
        CandidateRecord end = _box.AwaitEnd(url);

        Assert.Equal((UpdateStep.Refused, UpdateReason.NotWritable), (end.Step, end.Reason));
        _box.AssertUntouched();
    }

    [Fact]
    public void Unhealthy_InItsTrial_IsRolledBack() => AssertRolledBackAfter(
        UpdateReason.Unhealthy, static task => task.Looks = () => ThrowAtNew(task, new InvalidOperationException("A kernel fails.")), static trial => trial);

    [Fact]
    public void TooSlow_InItsTrial_IsRolledBack() => AssertRolledBackAfter(
        UpdateReason.TooSlow,
        static task => task.LastTimings = new StageTimings(TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.Zero),
        static trial => trial with { MaximumLatency = TimeSpan.FromMilliseconds(100) });

    [Fact]
    public void AModelThatThePipelineDoesNotTake_IsRefused() => AssertRefusedAfter(
        UpdateReason.LoadFailed, static box => box.Seat.Puts = static _ => throw new TimeoutException("The inference under way did not end."));

    [Fact]
    public void Unreachable_IsWaitedFor_AndTriedAgainByItself()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        _box.Time = time;
        _box.Start();
        string url = _box.Bundle();
        _box.Server.Status = 503;

        _box.SayUrl(url);
        AdvanceUntil(() => _box.Updater.Status.Candidate is { Step: UpdateStep.Waiting });
        CandidateRecord waiting = _box.Updater.Status.Candidate!;
        _box.AssertUntouched();
        _box.Server.Status = null;
        AdvanceUntil(() => _box.Updater.Status.Candidate is { Step: UpdateStep.Good });

        Assert.Equal(UpdateReason.Unreachable, waiting.Reason);
        Assert.NotNull(waiting.Error);
        Assert.Equal("new", _box.Seat.CurrentName);

        void AdvanceUntil(Func<bool> isSo) => _box.AwaitThat(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                Thread.Sleep(1);
                return isSo();
            },
            "The next try");
    }

    [Fact]
    public void WhatWasRefused_IsNotTriedAgainByItself_AlsoNotByTheNextProcess()
    {
        _box.Start();
        string url = _box.Bundle(isSigned: false);
        _box.SayUrl(url);
        _box.AssertRefused(url, UpdateReason.NotSigned);
        int questions = _box.Server.Questions;

        _box.SayUrl(url);
        _box.Say("null", "group:all");
        _box.End();
        _box.Start();
        _box.SayUrl(url);
        string other = _box.Bundle("other");
        _box.SayUrl(other);
        _box.AwaitEnd(other);

        // The other one and its signature.
        Assert.Equal(questions + 2, _box.Server.Questions);
        Assert.Equal("other", _box.Seat.CurrentName);
    }

    [Fact]
    public void WhatMayGoWellAfterARestart_IsTriedAgainByTheNextProcess()
    {
        RefuseForMemory();

        _box.Memory = null;
        _box.End();
        _box.Start();
        _box.AwaitThat(() => _box.Updater.Status.Candidate is { Step: UpdateStep.Good }, "The second try");

        Assert.Equal("new", _box.Seat.CurrentName);
    }

    [Fact]
    public void TheSameUnderAnotherRolloutsName_IsTriedAgain()
    {
        string url = RefuseForMemory();
        _box.Memory = null;

        _box.SayUrl(url, ""","rollout":"once more" """);
        _box.AwaitThat(() => _box.Updater.Status.Candidate is { Step: UpdateStep.Good, Rollout: "once more" }, "The second try");

        Assert.Equal("new", _box.Seat.CurrentName);
    }

    [Fact]
    public void RefusedBundlesDoNotFillTheDisk()
    {
        _box.Seat.Requires = Refuse(UpdateReason.MissingLabel);
        _box.Options = _box.Options with { Keep = 1 };
        _box.Start();

        for (int i = 1; i <= 4; i++)
        {
            string url = _box.Bundle(version: $"{i}.0.0", sequence: i);
            _box.SayUrl(url);
            Assert.Equal(UpdateReason.MissingLabel, _box.AwaitEnd(url).Reason);
        }

        _box.AwaitThat(() => new SlotStore(_box.Store).List().Count == 1, "The collection");
    }

    private static Action<Inference.Models.ModelManifest> Refuse(UpdateReason reason) => model =>
    {
        if (model.Name == "new")
            throw new UpdateException(reason, "The rules ask for what it cannot give.");
    };

    private static void ThrowAtNew(TriedTask task, Exception error)
    {
        if (task.Model.Name == "new")
            throw error;
    }

    private static void Shadow(UpdateBench box, TimeSpan time) => box.Options = box.Options with { Trial = box.Options.Trial with { Shadow = time } };

    private void AssertRefusedAfter(UpdateReason reason, Action<UpdateBench> arrange, string more = "")
    {
        string url = _box.Bundle();
        arrange(_box);
        _box.Start();

        _box.SayUrl(url, more);

        _box.AssertRefused(url, reason);
    }

    private void AssertRolledBackAfter(UpdateReason reason, Action<TriedTask> opens, Func<ModelTrialOptions, ModelTrialOptions> change)
    {
        _box.Options = _box.Options with { Trial = change(_box.Options.Trial with { Frames = 1000 }) };
        _box.Seat.Opens = opens;
        _box.Start();
        string url = _box.Bundle();

        _box.SayUrl(url);
        CandidateRecord end = _box.AwaitEnd(url);

        Assert.Equal((UpdateStep.RolledBack, reason), (end.Step, end.Reason));
        Assert.Equal(["old", "new", "old"], _box.Seat.Seen);
        Assert.Equal(ModelStatus.Fallback, _box.Updater.Status.Source);
        Assert.Equal(("old", 0), (_box.Journal.Good!.Name, _box.Journal.HighestSequence("new")));
        Assert.All(_box.Seat.Opened, static task => Assert.False(task.IsMisused));
        _box.AwaitThat(() => _box.Seat.Opened.Count(static task => !task.IsDisposed) == 1, "The end of the other");
    }

    /// <summary>A bundle that is refused since there is too little memory.</summary>
    private string RefuseForMemory()
    {
        _box.Memory = 1;
        _box.Start();
        string url = _box.Bundle();
        _box.SayUrl(url);
        _box.AssertRefused(url, UpdateReason.NoMemory);
        return url;
    }
}
