using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Outputs.Buzzer;

/// <summary>A buzzer that beeps when a rule begins to hold: <c>buzzer</c>.</summary>
internal sealed class BuzzerOutputKind(BuzzerOptions buzzer) : IOutputKind
{
    public void Validate(OutputNeighbours neighbours, Action<string, string> report) => neighbours.ValidateRule(buzzer.Rule, "$.buzzer.rule", report);

    public void Check(OutputNeighbours neighbours, IFindings findings, Wiring wiring) => wiring.CheckPwm(buzzer.Chip, "$.buzzer.chip");

    public IOutput Make(OutputSurroundings surroundings) => new BuzzerOutput(buzzer, surroundings.Logger);
}
