namespace EdgeVision.Workbench.Demo;

/// <summary>Shows the demo to whoever watches: a person at a terminal, a log file, a program.</summary>
internal interface IDemoScreen
{
    /// <summary>Shows the run until <paramref name="run"/> ends, asking <paramref name="recorder"/> for what is new.</summary>
    Task ShowAsync(DemoRecorder recorder, Task run);

    /// <summary>Shows how it went.</summary>
    void Conclude(DemoSummary summary);
}
