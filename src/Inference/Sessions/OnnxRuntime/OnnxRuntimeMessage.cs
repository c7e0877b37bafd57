using System.Text.RegularExpressions;

namespace EdgeVision.Inference.Sessions.OnnxRuntime;

/// <summary>
/// What ONNX Runtime says, as a clause of one line: without its error code, the place in its own sources (<c>path.cc:line function(parameters)</c>)
/// and stack traces.
/// </summary>
internal static partial class OnnxRuntimeMessage
{
    /// <summary>A clause without a full stop.</summary>
    public static string ToClause(string message)
    {
        int trace = message.IndexOf("Stacktrace:", StringComparison.Ordinal);
        string said = SourcePlace().Replace(ErrorCode().Replace(trace < 0 ? message : message[..trace], ""), " ");
        string line = string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Replace(". ", "; ", StringComparison.Ordinal).TrimEnd('.', ' ', ':');
    }

    [GeneratedRegex(@"^\s*\[ErrorCode:\w*\]", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"[\w./\\+-]*\.(?:cc|cpp|cxx|h|hpp|cu):\d+(?:[ \t]+[\w:~<>,*& ]*::[\w~<>=!+\-]+\([^()]*\)(?:[ ]const)?)?", RegexOptions.CultureInvariant)]
    private static partial Regex SourcePlace();
}
