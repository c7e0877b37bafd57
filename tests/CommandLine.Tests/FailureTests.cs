using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Cli;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.Inference.Models;
using EdgeVision.Pixels;
using EdgeVision.Workbench.Evaluation.GroundTruth;

namespace EdgeVision.CommandLine.Tests;

public sealed class FailureTests
{
    public static TheoryData<Exception, int> Failures => new()
    {
        { new ModelFormatException("model.onnx", null, "is cut short"), 65 },
        { new GroundTruthFormatException("labels.tsv", "no line names a picture"), 65 },
        { new CameraException("There is no such recording."), 66 },
        { new CodecException("The picture is empty."), 66 },
        { new CodecException("PNG needs libpng 1.6: apt-get install libpng16-16.", new DllNotFoundException()), 69 },
        { new FileNotFoundException("There is no model 'x'."), 66 },
        { new UnreadableFileException("photo.jpg", "it cannot be read (Input/output error)."), 66 },
        { new PlatformNotSupportedException("ONNX Runtime does not load; choose the engine 'managed'."), 69 },
        { new MqttException("The TLS file ca.pem cannot be read."), 78 },
        { new ConfigurationException([new ConfigurationFinding(new("edgevision.json", 3), "$.rules", "is wrong.")]), 78 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void IsASentenceAndAnExitCode(Exception exception, int exitCode)
    {
        Failure? failure = Failure.Explain(exception);

        Assert.Equal(exitCode, failure?.ExitCode);
        Assert.Contains(exception.Message, string.Join(' ', [failure!.Message, .. failure.Details]), StringComparison.Ordinal);
    }

    [Fact]
    public void KeepsTheStackTraceOfADefect() => Assert.Null(Failure.Explain(new InvalidOperationException("a defect")));
}
