namespace EdgeVision.Workbench.Pictures;

/// <summary>Does one thing to each of several pictures: a bad one is reported and the rest still done.</summary>
internal sealed class PictureRun
{
    private readonly IReadOnlyList<Exception> _errors;

    private PictureRun(IReadOnlyList<string> files, IReadOnlyList<Exception> errors)
    {
        Files = files;
        _errors = errors;
    }

    /// <summary>Every picture.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The pictures that <paramref name="words"/> mean, as <see cref="PictureInput.Expand"/> says.</summary>
    public static PictureRun Of(IReadOnlyList<string> words)
    {
        List<Exception> errors = [];
        return new PictureRun(PictureInput.Expand(words, errors), errors);
    }

    /// <summary>
    /// Calls <paramref name="work"/> with each file and returns the exit code of the first that failed, words that mean no picture before all.
    /// </summary>
    public int ForEach(Action<string> work, CancellationToken stoppingToken)
    {
        int exitCode = ExitCode.Ok;
        foreach (Exception error in _errors)
            Report(Failure.Explain(error)!);
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
