using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;

namespace EdgeVision.EdgeAgent.Cli.Config;

/// <summary>What a check found, for a person or a program.</summary>
/// <param name="findings">In the order they are told.</param>
/// <param name="isStrict">Whether warnings count as errors.</param>
internal sealed class CheckReport(IReadOnlyList<ConfigurationFinding> findings, bool isStrict)
{
    private readonly int _errors = findings.Count(static finding => finding.IsError);

    /// <summary>Whether the configuration can be used.</summary>
    public bool IsGood => _errors == 0 && (!isStrict || findings.Count == 0);

    private int Warnings => findings.Count - _errors;

    /// <summary>A line for each finding to standard error, and the verdict.</summary>
    /// <param name="file">The configuration's file.</param>
    /// <param name="options">What it says; <see langword="null"/>: nothing that could be read.</param>
    public void Print(string file, EdgeVisionOptions? options)
    {
        foreach (ConfigurationFinding finding in findings)
            Console.Error.WriteLine(finding.IsError ? finding.ToString() : SystemdJournal.Warning($"{finding} (warning)"));

        if (IsGood)
            StandardOutput.WriteLine(
                SystemdJournal.Information($"{file}: good{With(Warnings)}; {Count(options!.Cameras.Count, "camera")}, {Count(options.Rules.Count, "rule")}, "
                    + $"{Count(options.Outputs.Count, "output")}."));
        else
            StandardError.Say("the configuration cannot be used: "
                + $"{(_errors == 0 ? $"{Count(Warnings, "warning")}, and --strict lets none pass" : $"{Count(_errors, "error")}{With(Warnings)}")}.");
    }

    /// <summary>One object a finding, then one with the verdict.</summary>
    public void PrintJson()
    {
        foreach (ConfigurationFinding finding in findings)
        {
            JsonLines.Write(line =>
            {
                line.WriteString("severity", finding.IsError ? "error" : "warning");
                line.WriteString("origin", finding.Origin.ToString());
                line.WriteString("path", finding.Path);
                line.WriteString("message", finding.Message);
            });
        }

        JsonLines.Write(line =>
        {
            line.WriteBoolean("valid", IsGood);
            line.WriteNumber("errors", _errors);
            line.WriteNumber("warnings", Warnings);
        });
    }

    private static string With(int warnings) => warnings == 0 ? "" : $", with {Count(warnings, "warning")}";

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
