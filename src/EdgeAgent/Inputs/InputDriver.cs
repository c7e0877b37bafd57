using System.Text.Json.Serialization;

namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>Where an input's level comes from.</summary>
internal enum InputDriver
{
    /// <summary>A line of the kernel's GPIO character device.</summary>
    [JsonStringEnumMemberName("character-device")]
    CharacterDevice,

    /// <summary>Nowhere; it is always active.</summary>
    Simulated,
}
