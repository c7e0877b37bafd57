namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>A model that somebody waits for until it sees or is refused. Thread-safe.</summary>
/// <param name="key">Of the wish.</param>
internal sealed class AwaitedModel(string key)
{
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of the wish.</summary>
    public string Key => key;

    /// <summary>Ends the wait; only the first call counts.</summary>
    /// <param name="error">Why it is refused; <see langword="null"/>: it sees.</param>
    public void End(Exception? error) => _ended.TrySetResult(error);

    /// <summary>Waits.</summary>
    /// <returns>Why it is refused; <see langword="null"/>: it is not.</returns>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public Exception? Await(CancellationToken stoppingToken) => _ended.Task.WaitAsync(stoppingToken).GetAwaiter().GetResult();
}
