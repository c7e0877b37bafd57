namespace EdgeVision.EdgeAgent.Cli.Pictures;

/// <summary>Does one thing to each of several pictures: a bad one is reported and the rest still done.</summary>
internal static class PictureRun
{
    /// <summary>Calls <paramref name="work"/> with each file and returns the exit code of the first that failed.</summary>
    public static int ForEach(IEnumerable<string> files, Action<string> work, CancellationToken stoppingToken)
    {
        int exitCode = ExitCode.Ok;
        foreach (string file in files)
        {
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                work(file);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && Failure.Explain(exception) is { } failure)
            {
                Console.Error.WriteLine($"edgevision: {failure.Message}");
                exitCode = exitCode == ExitCode.Ok ? failure.ExitCode : exitCode;
            }
        }

        return exitCode;
    }
}
