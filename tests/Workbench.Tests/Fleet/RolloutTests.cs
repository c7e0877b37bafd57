using EdgeVision.Workbench.Fleet.Boards;
using EdgeVision.Workbench.Fleet.Rollouts;

namespace EdgeVision.Workbench.Tests.Fleet;

public sealed class RolloutTests
{
    private readonly ScriptedFleet _fleet = new(10);

    [Fact]
    public void AWaveBeginsWhenTheOneBeforeIsGoodAndHasStayedSo()
    {
        _fleet.Begin("1,50%,100%");
        _fleet.Look();
        string first = Assert.Single(_fleet.Wave(0));
        string message = $$"""{"url":"https://x/y.bundle","sha256":"{{ScriptedFleet.Sha256}}","rollout":"r1"}""";
        Assert.Equal([(first, message)], _fleet.Sent);

        _fleet.Say(first, "fetching");
        _fleet.Say(first, "good");
        _fleet.Wait(TimeSpan.FromMinutes(9.9));
        Assert.Single(_fleet.Sent);

        _fleet.Wait(TimeSpan.FromMinutes(0.2));
        Assert.Equal(5, _fleet.Sent.Count);
        _fleet.Pass(1);
        _fleet.Pass(2);

        Assert.Equal(RolloutStep.Done, _fleet.Document.Step);
        Assert.Equal(10, _fleet.Sent.Select(static sent => sent.Board).Distinct().Count());
        Assert.Equal(10, _fleet.Sent.Count);
        Assert.Equal(ExitCode.Ok, Workbench.Fleet.RolloutCommand.ExitCodeOf(_fleet.Document));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("rolledBack")]
    public void StopsAtTheFirstFailureTooMany_AndLeavesLaterWavesAlone(string step)
    {
        _fleet.Begin("2,100%", maxFailures: 1);
        _fleet.Look();
        string[] first = _fleet.Wave(0);
        _fleet.Say(first[0], step, "tooSlow", "It takes 900 ms a frame.");
        Assert.Equal(RolloutStep.Running, _fleet.Document.Step);

        _fleet.Say(first[1], step, "noRoom", "The disk is full.");

        Assert.Equal(RolloutStep.Stopped, _fleet.Document.Step);
        Assert.Equal(2, _fleet.Sent.Count);
        Assert.All(_fleet.Wave(1), name => Assert.Equal((BoardOutcome.Untouched, null), (_fleet.OutcomeOf(name), _fleet[name].Desired)));
        Assert.Contains("noRoom: The disk is full.", string.Join('\n', RolloutWords.Conclusion(_fleet.Document)), StringComparison.Ordinal);
        Assert.Equal(ExitCode.BoardsFailed, Workbench.Fleet.RolloutCommand.ExitCodeOf(_fleet.Document));
    }

    [Fact]
    public void ABoardThatFailsWhileItIsWatchedHasFailed()
    {
        _fleet.Begin("1,100%");
        _fleet.Look();
        string first = _fleet.Wave(0)[0];
        _fleet.Say(first, "good");
        _fleet.Wait(TimeSpan.FromMinutes(9));

        _fleet.Say(first, "rolledBack", "crashed", "It ended twice.");

        Assert.Equal(RolloutStep.Stopped, _fleet.Document.Step);
    }

    [Fact]
    public void ABoardOfAnEarlierWaveThatFailsStopsALaterOne()
    {
        _fleet.Begin("1,50%,100%");
        _fleet.Look();
        _fleet.Pass(0);
        Assert.Equal(5, _fleet.Sent.Count);

        _fleet.Say(_fleet.Wave(0)[0], "rolledBack", "unhealthy", "No frame.");

        Assert.Equal(RolloutStep.Stopped, _fleet.Document.Step);
        Assert.Equal(5, _fleet.Sent.Count);
    }

    [Fact]
    public void WhoIsOfflineIsToldAndNotWaitedFor_AndCountsWhenItComesBack()
    {
        _fleet["b3"] = _fleet["b3"] with { IsOffline = true };
        _fleet.Begin("100%", maxFailures: 0);
        _fleet.Look();
        Assert.Equal(BoardOutcome.Pending, _fleet.OutcomeOf("b3"));
        foreach (string name in _fleet.Wave(0).Where(static name => name != "b3"))
            _fleet.Say(name, "good");
        _fleet.Wait(TimeSpan.FromMinutes(10));
        Assert.Equal(RolloutStep.Done, _fleet.Document.Step);
        Assert.Equal(ExitCode.Later, Workbench.Fleet.RolloutCommand.ExitCodeOf(_fleet.Document));

        _fleet["b3"] = _fleet["b3"] with { IsOffline = false };
        _fleet.Resume();
        _fleet.Look();
        Assert.Equal((RolloutStep.Running, BoardOutcome.UnderWay), (_fleet.Document.Step, _fleet.OutcomeOf("b3")));
        _fleet.Say("b3", "refused", "wrongTask", "It detects, and this one classifies.");

        Assert.Equal(RolloutStep.Stopped, _fleet.Document.Step);
    }

    [Fact]
    public void ABoardThatWasThereAndGoesAwayForGoodHasFailed()
    {
        _fleet.Begin("1,100%");
        _fleet.Look();
        string first = _fleet.Wave(0)[0];
        _fleet.Say(first, "good");
        _fleet[first] = _fleet[first] with { IsOffline = true };
        _fleet.Look();
        _fleet.Wait(TimeSpan.FromMinutes(10));
        Assert.Equal((RolloutStep.Running, BoardOutcome.UnderWay), (_fleet.Document.Step, _fleet.OutcomeOf(first)));

        _fleet.Wait(TimeSpan.FromMinutes(15));

        Assert.Equal((RolloutStep.Stopped, BoardOutcome.Silent), (_fleet.Document.Step, _fleet.OutcomeOf(first)));
    }

    [Fact]
    public void ABoardThatWasGoodForAnotherProcess_AndIsAwayNow_IsNotTakenForGood()
    {
        _fleet.Begin("1,100%");
        _fleet.Look();
        string first = _fleet.Wave(0)[0];
        _fleet.Say(first, "good");
        _fleet[first] = _fleet[first] with { IsOffline = true };
        _fleet.Time.Advance(TimeSpan.FromHours(1));

        _fleet.Resume();
        _fleet.Look();

        Assert.Equal((RolloutStep.Running, BoardOutcome.UnderWay), (_fleet.Document.Step, _fleet.OutcomeOf(first)));
        Assert.Single(_fleet.Sent);
    }

    [Fact]
    public void ABoardIsSilentWhenItTakesNoStepForward_WhateverItSays()
    {
        _fleet.Begin("1,100%");
        _fleet.Look();
        string first = _fleet.Wave(0)[0];
        for (int i = 1; i <= 9; i++)
        {
            _fleet.Wait(TimeSpan.FromMinutes(14));
            _fleet.Say(first, "fetching", progress: 0.1 * i);
        }

        _fleet.Say(first, "waiting", "unreachable", "No route to host.");
        _fleet.Wait(TimeSpan.FromMinutes(14));
        _fleet.Say(first, "fetching", progress: 0.5);
        Assert.Equal(RolloutStep.Running, _fleet.Document.Step);
        _fleet.Say(first, "waiting", "unreachable", "No route to host.");
        _fleet.Wait(TimeSpan.FromMinutes(2));

        RolloutBoard board = _fleet.Document.Boards[0];
        Assert.Equal((RolloutStep.Stopped, BoardOutcome.Silent, "unreachable"), (_fleet.Document.Step, board.Outcome, board.Reason));
        Assert.Equal("no step forward for 15m: No route to host.", board.Error);
    }

    [Fact]
    public void TimeInWhichNobodyCouldBeHeardDoesNotCount()
    {
        _fleet.Begin("1,100%");
        _fleet.Look();
        _fleet.Time.Advance(TimeSpan.FromHours(5));

        _fleet.Rollout.RestartClocks();
        _fleet.Look();

        Assert.Equal(RolloutStep.Running, _fleet.Document.Step);
    }

    [Fact]
    public void ABoardThatRunsItAlreadyIsGood_UnlessItIsAtAnotherAttempt()
    {
        _fleet.Begin("2,100%");
        _fleet.Look();
        string[] first = _fleet.Wave(0);
        _fleet[first[0]] = _fleet[first[0]] with { State = ScriptedFleet.State(ScriptedFleet.Sha256) };
        _fleet[first[1]] = _fleet[first[1]] with
        {
            State = ScriptedFleet.State(ScriptedFleet.Sha256) with { Candidate = new(new("birds", "3", null), "other", "trial", null, null, null) },
        };
        _fleet.Look();

        Assert.Equal((BoardOutcome.Good, BoardOutcome.UnderWay), (_fleet.OutcomeOf(first[0]), _fleet.OutcomeOf(first[1])));
    }

    [Fact]
    public void WhatAnotherRolloutCameToSaysNothingOfThisOne()
    {
        _fleet.Begin("1,100%");
        _fleet.Look();

        _fleet.Say(_fleet.Wave(0)[0], "good", rollout: "yesterday");
        _fleet.Say(_fleet.Wave(0)[0], "refused", "expired", "It was too late.", rollout: "yesterday");

        Assert.Equal(BoardOutcome.UnderWay, _fleet.OutcomeOf(_fleet.Wave(0)[0]));
    }

    [Fact]
    public void WhoIsToldAnotherThingMeanwhileHasFailed_AndIsLeftAlone()
    {
        _fleet.Begin("1,100%", rollback: true);
        _fleet.Look();
        string first = _fleet.Wave(0)[0];

        _fleet[first] = _fleet[first] with { Desired = "another" };
        _fleet.Look();

        Assert.Equal("superseded", _fleet.Document.Boards[0].Reason);
        Assert.Equal((RolloutStep.PutBack, "another"), (_fleet.Document.Step, _fleet[first].Desired));
        Assert.Single(_fleet.Sent);
    }

    [Fact]
    public void WhatTheBrokerDidNotHandOver_SaysNothingOfABoardThatWasTold()
    {
        _fleet["b1"] = _fleet["b1"] with { Desired = "before" };
        _fleet.Begin("100%");
        _fleet.Look();
        for (int i = 0; i < 10; i++)
            _fleet[$"b{i}"] = new BoardView($"b{i}") { State = _fleet[$"b{i}"].State };
        _fleet.Resume();
        _fleet.Look();
        Assert.Equal((RolloutStep.Running, 10), (_fleet.Document.Step, _fleet.Sent.Count));

        _fleet.Rollout.PutBack();
        _fleet.Look();

        Assert.Equal((RolloutStep.PutBack, "before", "null"), (_fleet.Document.Step, _fleet["b1"].Desired, _fleet["b2"].Desired));
    }

    [Fact]
    public void APinnedBoardHasFailedAtOnce()
    {
        _fleet.Begin("1,100%");
        _fleet.Look();
        string first = _fleet.Wave(0)[0];
        _fleet[first] = _fleet[first] with { State = ScriptedFleet.State() with { Source = "pin" } };
        _fleet.Look();

        Assert.Contains("has pinned birds 1", _fleet.Document.Boards[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void PutsBackWhatBoardsWereToldBefore_InAllWaves()
    {
        _fleet["b1"] = _fleet["b1"] with { Desired = "before" };
        _fleet.Begin("50%,100%", rollback: true);
        _fleet.Look();
        _fleet.Pass(0);
        Assert.Equal(10, _fleet.Sent.Count);

        _fleet.Say(_fleet.Wave(1)[0], "refused", "noMemory", "Not enough.");

        Assert.Equal(RolloutStep.PutBack, _fleet.Document.Step);
        Assert.Equal("before", _fleet["b1"].Desired);
        Assert.All(Enumerable.Range(0, 10).Where(static i => i != 1), i => Assert.Equal("null", _fleet[$"b{i}"].Desired));
        Assert.Equal(20, _fleet.Sent.Count);
    }

    [Fact]
    public void WhatIsOnItsWayArrivesBeforeItIsPutBack()
    {
        _fleet["b1"] = _fleet["b1"] with { Desired = "before" };
        _fleet.Begin("100%");
        _fleet.Answers = false;
        _fleet.Look();
        _fleet.Rollout.PutBack();
        _fleet.Look();
        Assert.Equal(RolloutStep.PuttingBack, _fleet.Document.Step);
        Assert.Equal(10, _fleet.Sent.Count);
        Assert.Null(_fleet.Rollout.UnansweredFor(TimeSpan.FromSeconds(1)));
        _fleet.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(_fleet.Rollout.UnansweredFor(TimeSpan.FromSeconds(1)));

        _fleet.Answers = true;
        for (int i = 0; i < 10; i++)
            _fleet[$"b{i}"] = _fleet[$"b{i}"] with { Desired = _fleet.Document.Message };
        _fleet.Look();

        Assert.Equal((RolloutStep.PutBack, "before", "null"), (_fleet.Document.Step, _fleet["b1"].Desired, _fleet["b2"].Desired));
    }

    [Fact]
    public void ResumedAtAnyMoment_NothingIsSentTwiceAndNothingForgotten()
    {
        _fleet["b1"] = _fleet["b1"] with { Desired = "before" };
        _fleet.Begin("1,50%,100%");
        for (int wave = 0; wave < 3; wave++)
        {
            _fleet.Resume();
            _fleet.Look();
            _fleet.Resume();
            foreach (string name in _fleet.Wave(wave))
            {
                _fleet.Say(name, "fetching");
                _fleet.Resume();
                _fleet.Say(name, "good");
                _fleet.Resume();
            }

            _fleet.Wait(TimeSpan.FromMinutes(5));
            _fleet.Resume();
            _fleet.Wait(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(RolloutStep.Done, _fleet.Document.Step);
        Assert.Equal(10, _fleet.Sent.Count);
        Assert.Equal("before", _fleet.Document.Boards.Single(static board => board.Name == "b1").Before);
    }

    [Fact]
    public void AStoppedRolloutGoesOnWhenMoreIsAllowed()
    {
        _fleet.Begin("1,100%");
        _fleet.Look();
        _fleet.Say(_fleet.Wave(0)[0], "refused", "noRoom", "Full.");
        _fleet.Resume();
        _fleet.Look();
        Assert.Equal(RolloutStep.Stopped, _fleet.Document.Step);

        _fleet.Resume(static document => document.MaxFailures = 1);
        _fleet.Look();

        Assert.Equal(10, _fleet.Sent.Count);
    }

    [Fact]
    public void WhoCannotBeReadOrIsUnknownIsListedAndNotTold()
    {
        _fleet["x"] = new BoardView("x") { Unreadable = "is no JSON" };
        _fleet["camera"] = new BoardView("camera") { IsOffline = true };
        RolloutPlan plan = new(
            new BrokerAccess("mqtt://b", "edgevision"), new BoardSelection(["b1", "b7", "typo", "camera"], [], ["x*"]),
            new DesiredModel(null, null, "birds", "2"),
            [new WaveShare(100, true)], TimeSpan.Zero, TimeSpan.Zero, 0, false);
        Dictionary<string, BoardView> boards = ((string[])["b1", "b2", "b7", "x", "camera"]).ToDictionary(static name => name, name => _fleet[name]);

        RolloutDocument document = plan.With("r", default, boards);

        Assert.Equal(["b1", "b7"], document.Boards.Select(static board => board.Name).Order());
        Assert.Equal(["camera", "typo", "x"], document.LeftOut.Select(static board => board.Name));
        string words = string.Join('\n', RolloutWords.Plan(document, isWhole: true));
        Assert.Contains("x is unreadable: what it says of its model is no JSON", words, StringComparison.Ordinal);
    }
}
