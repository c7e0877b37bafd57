using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>How another model comes to the box, and what it must prove. None of this can be said from afar.</summary>
internal sealed record ModelUpdateOptions
{
    /// <summary>
    /// Files of the public keys whose bundles are taken; several, so that one can take another's place. With one, the broker may say which model.
    /// </summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public IReadOnlyList<string> TrustedKeys { get; init; } = [];

    /// <summary>
    /// Whether a bundle needs the signature of a trusted key. Without, whoever may publish to the broker chooses what the box sees. Default true.
    /// </summary>
    public bool RequireSignature { get; init; } = true;

    /// <summary>Groups of boxes that this one belongs to: each has a topic that names a model for all of them. Default: none.</summary>
    [TextKind(TextKind.TopicLevel)]
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Hosts that a bundle may be fetched from where the broker says so. Default: any.</summary>
    [TextKind(TextKind.BrokerHost)]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether a changed configuration file or model folder is noticed without being told, every 2 s. Default false.</summary>
    public bool Watch { get; init; }

    /// <summary>Models kept in the store beside those in use. Default 2.</summary>
    [Range(0, 100)]
    public int Keep { get; init; } = 2;

    /// <summary>Where models are kept. Default: models in the state directory of the service, /var/lib/edgevision/models.</summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? Store { get; init; }

    /// <summary>The proxy that bundles are fetched over, a url. Default: what the environment says (https_proxy, no_proxy).</summary>
    [MinLength(1)]
    public string? Proxy { get; init; }

    /// <summary>PEM file of further authorities that a server of bundles may be certified by. Default: the system's alone.</summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? Ca { get; init; }

    /// <summary>
    /// Whether the broker may say which model: only where a trusted key, or the word that none is needed, makes a stranger's model impossible.
    /// </summary>
    public bool ListensToBroker => TrustedKeys.Count > 0 || !RequireSignature;

    /// <summary>What a model must prove before it is kept.</summary>
    public ModelTrialOptions Trial { get; init; } = new();
}
