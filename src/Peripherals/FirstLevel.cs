namespace EdgeVision.Peripherals;

/// <summary>
/// Tells the level that there is when a binding begins to listen, and then each change: bindings tell changes only, and on a thread of their own, where one may
/// come first.
/// </summary>
internal sealed class FirstLevel(Action<bool> changed)
{
    private readonly Lock _gate = new();
    private bool _isTold;

    /// <summary>A change, as the binding tells it.</summary>
    public void Change(bool active)
    {
        lock (_gate)
        {
            _isTold = true;
            changed(active);
        }
    }

    /// <summary>The level that there is, unless a change was told already: what came later than that would be told too early.</summary>
    public void Tell(Func<bool> read)
    {
        lock (_gate)
        {
            if (!_isTold)
                changed(read());
        }
    }
}
