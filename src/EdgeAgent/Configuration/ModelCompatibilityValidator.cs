using System.Globalization;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Whether the model can give what the options ask for: known only once it is loaded.</summary>
/// <param name="findings">Takes what is found.</param>
internal sealed class ModelCompatibilityValidator(EdgeVisionOptions options, ModelManifest model, ConfigurationFindings findings)
{
    private static readonly RuleOptions s_defaultRule = new() { Name = "" };

    /// <summary>Reports everything the model cannot give.</summary>
    public void Check()
    {
        string[] labels = [.. model.Labels.Where(static label => label.Length > 0)];
        for (int i = 0; i < options.Rules.Count; i++)
            CheckRule(options.Rules[i], $"$.rules[{i}]", labels);

        foreach (IOutputKind output in OutputKinds.Of(options))
            output.CheckModel(model, findings);
    }

    private void CheckRule(RuleOptions rule, string path, string[] labels)
    {
        for (int i = 0; i < rule.Labels.Count; i++)
        {
            if (!labels.Contains(rule.Labels[i]))
                findings.Error($"{path}.labels[{i}]", $"model {model.Name} cannot see \"{rule.Labels[i]}\"; {NearestName.Suggest(rule.Labels[i], labels)}");
        }

        CheckScore(rule, path);
        if (model.Task == ModelTask.Segmentation && rule.Zone.Count > 0 && model.Input is { } input
            && !new ZoneAreas(new Zone(rule.Zone)).HasPixels(input.Width, input.Height))
        {
            findings.Error(
                $"{path}.zone",
                $"model {model.Name} gives classes to {input.Width}×{input.Height} pixels, and the middle of none of them is inside, "
                + "so the rule could never start; make the zone larger.");
        }

        if (model.Task != ModelTask.Classification)
            return;

        if (rule.Zone.Count > 0)
            findings.Error(
                $"{path}.zone",
                $"model {model.Name} says what a picture shows, not where; leave the zone out, or choose a model for detection or segmentation.");
        if (rule.MinimumArea > 0)
            findings.Error(
                $"{path}.minimumArea",
                $"model {model.Name} says what a picture shows, not how large; leave it out, or choose a model for detection or segmentation.");
    }

    /// <summary>What the model leaves out, no rule ever sees.</summary>
    private void CheckScore(RuleOptions rule, string path)
    {
        if (VisionTasks.LeastScore(model, options.Inference.MinimumScore) is not float least)
            return;
        if (rule.MinimumScore >= least || rule.MinimumScore == s_defaultRule.MinimumScore)
            return;

        string from = options.Inference.MinimumScore is null ? $"model {model.Name} gives none" : "inference.minimumScore lets none through";
        findings.Warning(
            $"{path}.minimumScore",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rule.MinimumScore} asks for lower scores than there are: {from} below {least}. "
                + $"Set inference.minimumScore to {Math.Max(rule.MinimumScore, 0.01f)}, or raise this one to {least}."));
    }
}
