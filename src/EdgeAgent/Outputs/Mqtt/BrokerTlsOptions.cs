using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>Encryption towards the broker. Its certificate and name are always verified; there is no switch to leave that out.</summary>
internal sealed record BrokerTlsOptions
{
    /// <summary>PEM file of the authorities to trust. Default: the system's.</summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? Ca { get; init; }

    /// <summary>PEM file of this device's certificate, where the broker asks for one.</summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? Certificate { get; init; }

    /// <summary>PEM file of the certificate's private key.</summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? Key { get; init; }
}
