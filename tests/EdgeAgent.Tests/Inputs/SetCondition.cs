using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Tests.Inputs;

/// <summary>A condition that is as the test says.</summary>
internal sealed class SetCondition(ConditionState state) : ICondition
{
    private volatile ConditionState _state = state;

    public string Name => "pir";

    public ConditionState State
    {
        get => _state;
        set => _state = value;
    }
}
