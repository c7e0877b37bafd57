using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>The inputs of a configuration, each requested again and again until it can be had.</summary>
internal sealed class InputSet(IEnumerable<WatchedInput> inputs, TimeProvider time) : IDisposable
{
    /// <summary>Time between two requests for a line.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    private readonly WatchedInput[] _inputs = [.. inputs];
    private ITimer? _timer;

    /// <summary>A sentence for each input that cannot be listened to.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            // Asked for every few seconds, and nearly always there is none.
            List<string>? errors = null;
            foreach (WatchedInput input in _inputs)
            {
                if (input.Error is { } error)
                    (errors ??= []).Add($"input {input.Name}: {error}");
            }

            return (IReadOnlyList<string>?)errors ?? [];
        }
    }

    /// <summary>The input of this name; <see langword="null"/>: none is wanted.</summary>
    public ICondition? Find(string? name) => name is null ? null : Array.Find(_inputs, input => input.Name == name);

    /// <summary>Requests every line for the first time.</summary>
    public void Start()
    {
        if (_inputs.Length == 0)
            return;

        Request();
        _timer = time.CreateTimer(static set => ((InputSet)set!).Request(), this, RetryAfter, RetryAfter);
    }

    /// <summary>Releases the lines.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        foreach (WatchedInput input in _inputs)
            input.Dispose();
    }

    private void Request()
    {
        foreach (WatchedInput input in _inputs)
            input.Request();
    }
}
