using System.Runtime.InteropServices;
using EdgeVision.EdgeAgent.Mqtt.Interop;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Loads libmosquitto once a process.</summary>
internal static class MosquittoLibrary
{
    private static readonly Lazy<int> s_initialised = new(LibMosquitto.Initialise);

    /// <summary>Makes sure that the library is there and ready.</summary>
    /// <exception cref="MqttException">It is not installed, or fails to start.</exception>
    public static void Require()
    {
        RequireFile(LibMosquitto.Name);
        if (s_initialised.Value != MosquittoResult.Success)
            throw new MqttException($"libmosquitto does not start: {MqttWords.ForResult(s_initialised.Value)}.");
    }

    /// <summary>Says in words what to install when <paramref name="name"/> cannot be loaded.</summary>
    internal static void RequireFile(string name)
    {
        if (!NativeLibrary.TryLoad(name, typeof(MosquittoLibrary).Assembly, searchPath: null, out _))
            throw new MqttException($"MQTT needs {name}, which cannot be loaded; install it with: sudo apt-get install --no-install-recommends libmosquitto1") { IsLibraryMissing = true };
    }
}
