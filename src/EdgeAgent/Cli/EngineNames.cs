using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>How people spell the engines.</summary>
internal static class EngineNames
{
    public static string Of(EngineKind engine) => engine switch
    {
        EngineKind.Managed => "managed",
        EngineKind.OnnxRuntime => "onnxruntime",
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "There is no such engine."),
    };

    public static bool TryParse(string text, out EngineKind engine)
    {
        foreach (EngineKind candidate in Enum.GetValues<EngineKind>())
        {
            if (string.Equals(Of(candidate), text, StringComparison.OrdinalIgnoreCase))
            {
                engine = candidate;
                return true;
            }
        }

        engine = default;
        return false;
    }
}
