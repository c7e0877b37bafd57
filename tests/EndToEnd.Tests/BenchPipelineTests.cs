using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>The published program measures its own daemon.</summary>
public sealed class BenchPipelineTests
{
    [Fact]
    public void HelpEndsWithExamples()
    {
        (int exitCode, string output, _) = EdgeVisionProcess.Run("bench", "pipeline", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("edgevision bench pipeline --fps 5", output, StringComparison.Ordinal);
        Assert.DoesNotContain("  daemon ", EdgeVisionProcess.Run("bench", "--help").Output, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void TellsWhatTheDaemonAdds()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("bench", "pipeline", "--fps", "30", "--seconds", "2", "--json");

        Assert.Equal((0, ""), (exitCode, errors));
        JsonElement[] trials = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["none", "preprocessing", "network"], trials.Select(static trial => trial.GetProperty("work").GetString()));
        Assert.All(trials, static trial =>
        {
            Assert.Equal(30, trial.GetProperty("fps").GetDouble());
            Assert.InRange(trial.GetProperty("frames").GetInt32(), 2, 61);
            Assert.InRange(trial.GetProperty("seconds").GetDouble(), 2, 60);
            AssertOrdered(trial, "published");
            AssertOrdered(trial, "received");
            Assert.True(trial.GetProperty("publishedP50Ms").GetDouble() < trial.GetProperty("receivedMaximumMs").GetDouble());
            Assert.True(trial.GetProperty("processorShare").GetDouble() > 0);
            Assert.InRange(trial.GetProperty("ownProcessorShare").GetDouble(), 0, trial.GetProperty("processorShare").GetDouble());
            Assert.True(trial.GetProperty("writtenBytes").GetInt64() >= 0);
        });
        Assert.Equal(trials[0].GetProperty("processorShare").GetDouble(), trials[0].GetProperty("ownProcessorShare").GetDouble());
        Assert.True(trials[2].GetProperty("ownProcessorShare").GetDouble() < trials[2].GetProperty("processorShare").GetDouble());
        // A thread that the runtime starts once costs a kilobyte; what a frame allocates, hundreds of frames show.
        Assert.Contains(trials, static trial => trial.GetProperty("allocatedBytes").GetInt64() < trial.GetProperty("frames").GetInt64() * 24);
    }

    private static void AssertOrdered(JsonElement trial, string name)
    {
        double median = trial.GetProperty($"{name}P50Ms").GetDouble();
        double percentile = trial.GetProperty($"{name}P95Ms").GetDouble();

        Assert.True(median > 0);
        Assert.InRange(percentile, median, trial.GetProperty($"{name}MaximumMs").GetDouble());
    }
}
