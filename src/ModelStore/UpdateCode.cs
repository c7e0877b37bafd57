using System.Text.Json;

namespace EdgeVision.ModelStore;

/// <summary>The one spelling of steps and reasons outside of C#: in messages, in logs, as labels of metrics.</summary>
public static class UpdateCode
{
    /// <summary>For example <c>rolledBack</c>.</summary>
    public static string Of(UpdateStep step) => JsonNamingPolicy.CamelCase.ConvertName(step.ToString());

    /// <summary>For example <c>goldenDiffers</c>.</summary>
    public static string Of(UpdateReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
