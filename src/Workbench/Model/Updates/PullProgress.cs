using System.Globalization;
using EdgeVision.ModelStore.Fetching;

namespace EdgeVision.Workbench.Model.Updates;

/// <summary>Shows a transfer: the steps of a bar on a terminal, a line for each tenth elsewhere.</summary>
internal sealed class PullProgress(Action step, bool isTerminal) : IProgress<FetchProgress>
{
    /// <summary>Steps of the bar.</summary>
    public const int Steps = 1000;

    private const int StepsOfALine = Steps / 10;

    private readonly Lock _gate = new();
    private int _steps;

    public void Report(FetchProgress value)
    {
        if (value.Fraction is not { } fraction)
            return;

        lock (_gate)
        {
            // A file that is fetched from the beginning again leaves the bar where it is.
            for (int reached = (int)(fraction * Steps); _steps < reached;)
            {
                _steps++;
                step();
                if (!isTerminal && _steps % StepsOfALine == 0)
                    StandardError.Say(string.Create(CultureInfo.InvariantCulture, $"{_steps / StepsOfALine}0 % of {value.Length / 1e6:0.0} MB"));
            }
        }
    }
}
