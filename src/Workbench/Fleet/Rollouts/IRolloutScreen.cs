namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>Shows a rollout as it goes.</summary>
internal interface IRolloutScreen
{
    /// <summary>What is going to be done, and with whom.</summary>
    void Plan(RolloutDocument document, bool isWhole);

    /// <summary>Something has happened.</summary>
    void Show(Rollout rollout, RolloutEvent happened);

    /// <summary>Nothing need have happened; called several times a second.</summary>
    void Pass(Rollout rollout);

    /// <summary>Shows while <paramref name="work"/> goes on.</summary>
    Task WhileAsync(Func<Task> work);

    /// <summary>How it ended.</summary>
    void Conclude(RolloutDocument document);
}
