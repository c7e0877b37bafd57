using Xunit.Abstractions;

namespace EdgeVision.TestKit;

/// <summary>What a test run asks of the framework: one test after the other.</summary>
internal sealed class TestRunOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    private readonly Dictionary<string, object?> _values = new() { ["xunit.execution.DisableParallelization"] = true };

    /// <inheritdoc/>
    public TValue GetValue<TValue>(string name) => _values.GetValueOrDefault(name) is TValue value ? value : default!;

    /// <inheritdoc/>
    public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
}
