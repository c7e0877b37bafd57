using System.Runtime.InteropServices;

namespace EdgeVision.Inference.Sessions.OnnxRuntime;

/// <summary>
/// ONNX Runtime's builds send telemetry to their maker and keep an identity of the device below HOME, unless the environment forbids it before the
/// library is loaded.
/// </summary>
public static partial class OnnxRuntimeTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>
    /// Forbids telemetry, for this process and those it starts, whatever the environment says. A program calls this first of all, while it has one thread,
    /// because other threads may read the environment. Opening a session does it too, where it was not done.
    /// </summary>
    public static void Forbid()
    {
        if (s_isForbidden)
            return;
        // The runtime's own change of the environment is not seen by native libraries.
        if (SetVariable(Variable, "1", overwrite: 1) == 0)
            Environment.SetEnvironmentVariable(Variable, "1");
        s_isForbidden = true;
    }

    private static bool s_isForbidden;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
