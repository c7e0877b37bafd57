using System.Collections.Immutable;
using System.Text;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>
/// What everybody wants, and which of it counts: a person at the box (the pin), then the broker for this box, then for its groups in the order of the
/// configuration, then the configuration itself. Immutable.
/// </summary>
internal sealed record ModelWishes
{
    /// <summary>What the configuration says.</summary>
    public required ModelOptions Configured { get; init; }

    /// <summary>What may be said.</summary>
    public required ModelUpdateOptions Options { get; init; }

    /// <summary>What a person at the box wants, in the words of a message; <see langword="null"/>: nothing.</summary>
    public string? Pin { get; init; }

    /// <summary>What the broker said last for <c>device</c> or <c>group:NAME</c>, whole messages that were understood.</summary>
    public required ImmutableSortedDictionary<string, string> Said { get; init; }

    /// <summary>What counts.</summary>
    public DesiredModel Effective()
    {
        foreach ((string source, string? message) in InOrder())
        {
            if (TryRead(message, source) is { } desired)
                return desired;
        }

        return new DesiredModel(Configured, DesiredModel.Configuration);
    }

    /// <summary>What was said by those who have a say; what a group said that the box has left is forgotten.</summary>
    public ImmutableSortedDictionary<string, string> Heeded() => Said.RemoveRange(
        Said.Keys.Where(source => source != DesiredModel.Device && !Options.Groups.Any(group => source == $"{DesiredModel.GroupPrefix}{group}")));

    private IEnumerable<(string Source, string? Message)> InOrder()
    {
        yield return (DesiredModel.Pin, Pin);
        if (!Options.ListensToBroker)
            yield break;

        yield return (DesiredModel.Device, Said.GetValueOrDefault(DesiredModel.Device));
        foreach (string group in Options.Groups)
            yield return ($"{DesiredModel.GroupPrefix}{group}", Said.GetValueOrDefault($"{DesiredModel.GroupPrefix}{group}"));
    }

    /// <summary>What was understood once may not be allowed any more by today's configuration; then it does not count.</summary>
    private DesiredModel? TryRead(string? message, string source)
    {
        try
        {
            return message is null ? null : ModelMessage.Read(Encoding.UTF8.GetBytes(message), source, Options);
        }
        catch (UpdateException)
        {
            return null;
        }
    }
}
