namespace EdgeVision.Workbench.Pictures;

/// <summary>Does one thing to each of several pictures: a bad one is reported and the rest still done.</summary>
internal sealed class PictureRun
{
    private readonly IReadOnlyList<Exception> _troubles;

    private PictureRun(IReadOnlyList<string> files, IReadOnlyList<Exception> troubles)
    {
        Files = files;
        _troubles = troubles;
    }

    /// <summary>Every picture.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The pictures that <paramref name="words"/> mean, as <see cref="PictureInput.Expand"/> says.</summary>
    public static PictureRun Of(IReadOnlyList<string> words)
    {
        List<Exception> troubles = [];
        return new PictureRun(PictureInput.Expand(words, troubles), troubles);
    }

    /// <summary>
    /// Calls <paramref name="work"/> with each file and returns the exit code of the first that failed, words that mean no picture before all.
    /// </summary>
    public int ForEach(Action<string> work, CancellationToken stoppingToken)
    {
        int exitCode = ExitCode.Ok;
        foreach (Exception trouble in _troubles)
            Report(Failure.Explain(trouble)!);
        foreach (string file in Files)
        {
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                work(file);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && Failure.Explain(exception) is { } failure)
            {
                Report(failure);
            }
        }

        return exitCode;

        void Report(Failure failure)
        {
            StandardError.Say(failure);
            exitCode = exitCode == ExitCode.Ok ? failure.ExitCode : exitCode;
        }
    }
}
