using System.Text.Json.Serialization;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>What an output drives.</summary>
internal enum OutputDriver
{
    /// <summary>A line of the kernel's GPIO character device.</summary>
    [JsonStringEnumMemberName("character-device")]
    CharacterDevice,

    /// <summary>Nothing; levels are logged and remembered.</summary>
    Simulated,
}
