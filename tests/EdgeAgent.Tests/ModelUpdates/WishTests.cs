using System.Text;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.Tests.ModelUpdates;

/// <summary>Who may say what, and whose word counts.</summary>
public sealed class WishTests : IDisposable
{
    private readonly UpdateBench _box = new();

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("""{"path":"/etc/passwd"}""", "notAllowed", "path")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "notAllowed", "file:")]
    [InlineData("""{"url":"ftp://models.example/a.bundle"}""", "notAllowed", "ftp:")]
    [InlineData("""{"url":"https://user:word@models.example/a.bundle"}""", "notAllowed", "user")]
    [InlineData("""{"url":"https://elsewhere.example/a.bundle"}""", "notAllowed", "elsewhere.example")]
    [InlineData("""{"url":"https://models.example/a.bundle","command":"reboot"}""", "notAllowed", "command")]
    [InlineData("""{"url":"https://models.example/a.bundle","broker":"mqtt://evil.example"}""", "notAllowed", "broker")]
    [InlineData("""{"url":"https://models.example/a.bundle","trustedKeys":["evil.pub"]}""", "malformed", "trustedKeys")]
    [InlineData("""{"url":"https://models.example/a.bundle","requireSignature":"false"}""", "notAllowed", "requireSignature")]
    [InlineData("""{"name":"../../etc"}""", "notAllowed", "../../etc")]
    [InlineData("""{"name":"birds","version":"../1"}""", "notAllowed", "../1")]
    [InlineData("""{"name":"birds","url":"https://models.example/a.bundle"}""", "malformed", "both")]
    [InlineData("""{"sha256":"abc"}""", "malformed", "sha256")]
    [InlineData("""{"rollout":"week 12"}""", "malformed", "names no model")]
    [InlineData("""{"name":"birds","name":"cats"}""", "malformed", "JSON")]
    [InlineData("""{"name":{"deep":{"er":1}}}""", "malformed", "JSON")]
    [InlineData("[1]", "malformed", "object")]
    [InlineData("birds", "malformed", "JSON")]
    public void WhatMayNotBeSaid_TouchesNothing_AndTheStateSaysWhy(string message, string reason, string word)
    {
        _box.Options = _box.Options with { Hosts = ["models.example"] };
        _box.Start();

        _box.Say(message);

        CandidateRecord refused = _box.Updater.Status.Candidate!;
        Assert.Equal((UpdateStep.Refused, reason), (refused.Step, UpdateCode.Of(refused.Reason!.Value)));
        Assert.Contains(word, refused.Error, StringComparison.Ordinal);
        Assert.Equal("configuration", _box.Updater.Status.Source);
        Assert.Empty(_box.Journal.Desired);
        _box.AssertUntouched();
    }

    [Fact]
    public void PlainHttp_IsNotAllowedWhereNoSignatureIsRequired()
    {
        _box.Options = _box.Options with { RequireSignature = false };
        _box.Start();

        _box.SayUrl(_box.Bundle());

        Assert.Equal(UpdateReason.NotAllowed, _box.Updater.Status.Candidate!.Reason);
        Assert.Equal(0, _box.Server.Questions);
        _box.AssertUntouched();
    }

    [Fact]
    public void ABoxThatTrustsNobody_ListensToNobody()
    {
        _box.Options = _box.Options with { TrustedKeys = [] };
        _box.Start();

        _box.SayUrl(_box.Bundle());

        Assert.Equal(UpdateReason.NotAllowed, _box.Updater.Status.Candidate!.Reason);
        Assert.Equal(0, _box.Server.Questions);
        _box.AssertUntouched();
    }

    [Fact]
    public void AMessageOverTheLimit_IsOversized()
    {
        _box.Start();

        _box.Say($$"""{"name":"birds","rollout":"{{new string('x', 5000)}}"}""");

        Assert.Equal(UpdateReason.Oversized, _box.Updater.Status.Candidate!.Reason);
        _box.AssertUntouched();
    }

    [Theory]
    [InlineData("""{"\ud800":"x"}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("{\"\u0001\":\"x\"}")]
    [InlineData("\uFEFF{}")]
    [InlineData("{\"name\":\"birds\"}\0")]
    [InlineData("""{"url":"https://[::1"}""")]
    [InlineData("""{"url":"https://"}""")]
    [InlineData("""{"url":"//models.example/x"}""")]
    [InlineData("""{"url":"https://models.example/x#y"}""")]
    [InlineData("""{"rollout":"\u0000","name":"a"}""")]
    public void NoMessageThrowsAnythingElse(string message)
    {
        Exception? thrown = Record.Exception(() => ModelMessage.Read(Encoding.UTF8.GetBytes(message), DesiredModel.Device, _box.Options));

        Assert.IsType<UpdateException>(thrown);
    }

    [Fact]
    public void DamagedMessages_NeverThrowAnythingElse()
    {
        var random = new Random(7);
        byte[] good = Encoding.UTF8.GetBytes("""{"url":"https://models.example/birds-1.4.0.bundle","sha256":"abc","version":"1.4.0","rollout":"w\u00e9ek"}""");
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bad = [.. good];
            for (int times = random.Next(1, 6); times > 0; times--)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            Exception? thrown = Record.Exception(() => ModelMessage.Read(bad.AsSpan(0, random.Next(bad.Length + 1)), DesiredModel.Device, _box.Options));
            Assert.True(thrown is null or UpdateException, $"{Convert.ToHexString(bad)}: {thrown}");
        }
    }

    [Fact]
    public void APinCountsMoreThanTheDevice_ThatMoreThanItsGroupsInTheirOrder_AndThoseMoreThanTheConfiguration()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        _box.Time = time;
        _box.Start();
        var pin = new PinFile(_box.Store);

        Expect("all", () => _box.SayUrl(_box.Bundle("all"), source: "group:all"));
        Expect("lobby", () => _box.SayUrl(_box.Bundle("lobby"), source: "group:lobby"));
        Expect("door", () => _box.SayUrl(_box.Bundle("door")));
        Expect("pinned", () => { _box.Bundle("pinned"); Pin($$"""{"url":"{{_box.Server.UrlOf("pinned-1.0.0.bundle")}}"}"""); });
        _box.SayUrl(_box.Bundle("later"));
        Expect("later", () => { Assert.Equal("pinned", _box.Seat.CurrentName); pin.Clear(); });
        Expect("lobby", () => _box.Say("null"));
        Expect("all", () => _box.Say("", "group:lobby"));
        Expect("old", () => _box.Say("null", "group:all"));
        _box.SayUrl(_box.Bundle("stranger"), source: "group:elsewhere");

        Assert.Equal("configuration", _box.Updater.Status.Source);
        Assert.Equal(["old", "all", "lobby", "door", "pinned", "later", "lobby", "all", "old"], _box.Seat.Seen);
        Assert.All(_box.Seat.Opened, static task => Assert.False(task.IsMisused));

        void Pin(string json)
        {
            EdgeVision.ModelStore.DurableFile.MakeFolder(_box.Store);
            pin.Write(json);
        }

        void Expect(string name, Action say)
        {
            say();
            _box.AwaitThat(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    Thread.Sleep(1);
                    return _box.Seat.CurrentName == name && _box.Updater.Status.Candidate is { Step: UpdateStep.Good };
                },
                name);
        }
    }

    [Fact]
    public void TheSameMessageAgain_ChangesNothing()
    {
        _box.Start();
        string url = _box.Bundle();
        _box.SayUrl(url);
        _box.AwaitEnd(url);
        int told = _box.Told.Length, questions = _box.Server.Questions;

        _box.SayUrl(url);
        _box.End();
        _box.Start();
        _box.SayUrl(url);
        string second = _box.Bundle("second");
        _box.SayUrl(second);
        _box.AwaitEnd(second);

        Assert.Equal(questions + 2, _box.Server.Questions);
        Assert.DoesNotContain(_box.Told.Skip(told), candidate => candidate.Url == url && candidate.Step != UpdateStep.Good);
        Assert.Equal(["new", "second"], _box.Seat.Seen);
    }

    [Theory]
    [InlineData(UpdateStep.Fetching)]
    [InlineData(UpdateStep.Verified)]
    [InlineData(UpdateStep.Loaded)]
    [InlineData(UpdateStep.Trial)]
    public void AWishThatIsOvertaken_EndsWithTheLaterModel(UpdateStep step)
    {
        using var goOn = new ManualResetEventSlim();
        string first = _box.Bundle("first"), last = _box.Bundle("last");
        _box.Options = _box.Options with
        {
            Trial = _box.Options.Trial with
            {
                Shadow = step == UpdateStep.Loaded ? TimeSpan.FromSeconds(2) : TimeSpan.Zero,
                Frames = step == UpdateStep.Trial ? 1500 : 3,
            },
        };
        if (step == UpdateStep.Fetching)
            _box.Server.Hold();
        _box.Seat.Opens = task =>
        {
            if (step == UpdateStep.Verified && task.Model.Name == "first")
                goOn.Wait();
            // In the shadow run it is looking when it is no longer wanted.
            task.Looks = () => Thread.Sleep(step == UpdateStep.Loaded && task.Model.Name == "first" ? 50 : 0);
        };
        _box.Start();
        _box.SayUrl(first);
        _box.Await(candidate => candidate.Step == step && candidate.Url == first, $"{step}");
        if (step is UpdateStep.Loaded or UpdateStep.Trial)
            Thread.Sleep(100);

        _box.SayUrl(last);
        _box.Server.LetGo();
        CandidateRecord end = _box.AwaitEnd(last);
        goOn.Set();

        Assert.Equal(UpdateStep.Good, end.Step);
        Assert.Equal(step == UpdateStep.Trial ? ["old", "first", "old", "last"] : ["old", "last"], _box.Seat.Seen);
        CandidateRecord overtaken = _box.Told.Last(candidate => candidate.Url == first);
        Assert.Equal((UpdateReason.Superseded, step == UpdateStep.Trial ? UpdateStep.RolledBack : UpdateStep.Refused), (overtaken.Reason, overtaken.Step));
        _box.AwaitThat(() => _box.Seat.Opened.Count(static task => !task.IsDisposed) == 1, "The end of all others");
        Assert.All(_box.Seat.Opened, static task => Assert.False(task.IsMisused));
    }

    [Fact]
    public void LoadsThatHang_AreGivenUp_AndALaterOneWorks_UntilThreeHang()
    {
        using var goOn = new ManualResetEventSlim();
        _box.Options = _box.Options with { Trial = _box.Options.Trial with { Load = TimeSpan.FromMilliseconds(300) } };
        _box.Seat.Opens = task =>
        {
            if (task.Model.Name.StartsWith("hangs", StringComparison.Ordinal))
                goOn.Wait();
        };
        _box.Start();
        for (int i = 1; i <= 2; i++)
            Assert.Equal(UpdateReason.LoadHung, End($"hangs{i}").Reason);

        Assert.Equal(UpdateStep.Good, End("works").Step);
        Assert.Equal(UpdateReason.LoadHung, End("hangs3").Reason);
        CandidateRecord fourth = End("late");
        goOn.Set();
        _box.AwaitThat(() => _box.Seat.Opened.Count(static task => task.IsDisposed) == 4, "The end of those that hung, and of the old one");

        Assert.Equal(UpdateReason.LoadHung, fourth.Reason);
        Assert.Contains("restart the daemon", fourth.Error, StringComparison.Ordinal);
        Assert.Equal(["old", "works"], _box.Seat.Seen);
        Assert.Equal(UpdateStep.Good, End("latest").Step);

        CandidateRecord End(string name)
        {
            string url = _box.Bundle(name);
            _box.SayUrl(url);
            return _box.AwaitEnd(url);
        }
    }
}
