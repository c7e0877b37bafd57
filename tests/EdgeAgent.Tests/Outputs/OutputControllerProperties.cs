using EdgeVision.EdgeAgent.Outputs.Gpio;
using FsCheck.Xunit;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

/// <summary>What holds for every order of events: each byte of a random script is one event and the time before it.</summary>
public sealed class OutputControllerProperties
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    [Property(MaxTest = 500, Replay = "1,3")]
    public void Level_KeepsItsMinimum_UnlessItGoesSafe(byte minimumOn, byte minimumOff, bool safeActive, byte[] script)
    {
        var run = new Run(new OutputTiming(minimumOn % 16 * s_step, minimumOff % 16 * s_step, 12 * s_step, safeActive));
        TimeSpan? changedAt = null;

        foreach (byte move in script)
        {
            bool before = run.Controller.Active;
            run.Do(move);
            if (run.Controller.Active == before)
                continue;
            TimeSpan minimum = before ? run.Timing.MinimumOn : run.Timing.MinimumOff;
            Assert.True(run.MustBeSafe || changedAt is null || run.Now - changedAt >= minimum);
            changedAt = run.Now;
        }
    }

    [Property(MaxTest = 500, Replay = "1,3")]
    public void Level_IsSafe_WheneverItMustBe(bool safeActive, byte[] script)
    {
        var run = new Run(new OutputTiming(5 * s_step, 5 * s_step, 12 * s_step, safeActive));

        foreach (byte move in script)
        {
            run.Do(move);
            Assert.True(!run.MustBeSafe || run.Controller.Active == safeActive);
        }
    }

    [Property(MaxTest = 500, Replay = "1,3")]
    public void NothingChanges_BeforeItIsDue(bool safeActive, byte[] script)
    {
        var run = new Run(new OutputTiming(5 * s_step, 7 * s_step, 12 * s_step, safeActive));

        foreach (byte move in script)
        {
            run.Do(move);
            TimeSpan due = run.ChangeDue ?? run.Now + 1000 * s_step;
            Assert.True(due > run.Now);
            run.Now = due - TimeSpan.FromTicks(1);
            Assert.False(run.Controller.Tick(run.Now, run.LastInference));
        }
    }

    [Property(MaxTest = 500, Replay = "1,3")]
    public void Level_ReachesASteadyDemand_WhileInferencesGoOn(bool demanded, bool safeActive, byte[] script)
    {
        var run = new Run(new OutputTiming(5 * s_step, 7 * s_step, 12 * s_step, safeActive));
        foreach (byte move in script.Where(move => move % 8 != Run.Stop))
            run.Do(move);

        run.Controller.Update(run.Now, demanded);
        for (int i = 0; i < 8; i++)
        {
            run.Now += s_step;
            run.Controller.Tick(run.Now, run.Now);
        }

        Assert.Equal(demanded, run.Controller.Active);
    }

    private sealed class Run(OutputTiming timing)
    {
        public const int Stop = 7;

        private bool _stopped;
        private bool _demanded = timing.SafeActive;
        private TimeSpan? _changedAt;

        public OutputTiming Timing => timing;

        public OutputController Controller { get; } = new(timing);

        public TimeSpan Now { get; set; }

        public TimeSpan? LastInference { get; private set; }

        public bool MustBeSafe => _stopped || LastInference is null || Now >= LastInference + timing.StaleAfter;

        /// <summary>When the level changes if nothing else happens: a demand has waited for its minimum, or the last inference is too old.</summary>
        public TimeSpan? ChangeDue
        {
            get
            {
                if (MustBeSafe)
                    return null;
                bool active = Controller.Active;
                TimeSpan? obeys = _demanded == active ? null : _changedAt + (active ? timing.MinimumOn : timing.MinimumOff);
                TimeSpan? goesStale = active == timing.SafeActive ? null : LastInference + timing.StaleAfter;
                return obeys is null || goesStale < obeys ? goesStale : obeys;
            }
        }

        public void Do(byte move)
        {
            bool before = Controller.Active;
            Now += move / 8 % 16 * s_step;
            Tell(move);
            if (Controller.Active != before)
                _changedAt = Now;
        }

        private void Tell(byte move)
        {
            switch (move % 8)
            {
                case 0 or 1:
                    Controller.Update(Now, _demanded = false);
                    break;
                case 2 or 3:
                    Controller.Update(Now, _demanded = true);
                    break;
                case 4 or 5:
                    LastInference = Now;
                    Controller.Tick(Now, LastInference);
                    break;
                case Stop when move >= 240:
                    _stopped = true;
                    Controller.Stop(Now);
                    break;
                default:
                    Controller.Tick(Now, LastInference);
                    break;
            }
        }
    }
}
