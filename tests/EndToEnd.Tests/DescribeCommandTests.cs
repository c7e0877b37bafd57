using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary><c>edgevision model describe</c> on networks that <c>model new</c> writes, their own manifests deleted.</summary>
public sealed class DescribeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AClassifierWithALabelFileOfItsOwnRuns()
    {
        string model = New("mobilenet-v3-small"), labels = _folder.PathTo("labels.txt");
        File.WriteAllText(labels, "0:tabby\n1:beagle\n2:mug\n\n");

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(
            "model", "describe", model, "--task", "classification", "--labels", labels, "--name", "mine", "--json");

        Assert.Equal((0, ""), (exitCode, errors));
        JsonElement described = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("mine", 3, 0),
            (described.GetProperty("name").GetString(), described.GetProperty("labels").GetInt32(), described.GetProperty("labelBase").GetInt32()));
        (exitCode, output, _) = EdgeVisionProcess.Run("classify", Repository.PathTo("samples", "coffee.jpg"), "--model", model, "--json");
        Assert.Equal(0, exitCode);
        string[] classes = [
            .. JsonDocument.Parse(output).RootElement.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("label").GetString()!)];
        Assert.Equal(["beagle", "mug", "tabby"], classes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(64, "did you mean \"detection\"", "--task", "detecton", "--boxes", "cornersXyxy")]
    [InlineData(64, "--boxes is missing", "--task", "detection")]
    [InlineData(64, "--std 0", "--task", "classification", "--std", "0")]
    [InlineData(65, "has 3 columns, but there are 3 labels and a background", "--task", "classification", "--colors", "bgr")]
    [InlineData(65, "no output can be the boxes [1, anchors, 4]", "--task", "detection", "--boxes", "ssdOffsets")]
    public void RefusesInWords(int expected, string words, params string[] options)
    {
        string model = New("mobilenet-v3-small"), labels = _folder.PathTo("labels.txt");
        File.WriteAllText(labels, "Background\ntabby\nbeagle\nmug\n");

        (int exitCode, _, string errors) = EdgeVisionProcess.Run(["model", "describe", model, "--labels", labels, .. options]);

        Assert.Equal(expected, exitCode);
        Assert.Contains(words, errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.ChangeExtension(model, ".manifest.json")));
    }

    [Theory]
    [InlineData("/dev/zero", false)]
    [InlineData("/dev/zero", true)]
    [InlineData("/dev/null", false)]
    public void RefusesLabelsThatNeverEndOrNeverBegin(string device, bool linked)
    {
        string model = New("mobilenet-v3-small"), labels = _folder.PathTo("labels.txt");
        if (linked)
            File.CreateSymbolicLink(labels, device);

        (int exitCode, _, string errors) = EdgeVisionProcess.Run("model", "describe", model, "--task", "classification", "--labels", linked ? labels : device);

        Assert.Equal(65, exitCode);
        Assert.Contains("it is no list of labels", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void KeepsAManifestThatIsThere_AndSaysWhatOverwrites()
    {
        string model = New("mobilenet-v3-small"), labels = _folder.PathTo("labels.txt"), manifest = Path.ChangeExtension(model, ".manifest.json");
        File.WriteAllText(labels, "a\nb\nc\n");
        File.WriteAllText(manifest, "mine");

        (int exitCode, _, string errors) = EdgeVisionProcess.Run("model", "describe", model, "--task", "classification", "--labels", labels);

        Assert.Equal((74, "mine"), (exitCode, File.ReadAllText(manifest)));
        Assert.Contains("--force overwrites", errors, StringComparison.Ordinal);
    }

    private string New(string family)
    {
        string model = _folder.PathTo("net.onnx");
        Assert.Equal(0, EdgeVisionProcess.Run("model", "new", family, "--alpha", "0.25", "--resolution", "64", "--classes", "3", "-o", model).ExitCode);
        File.Delete(Path.ChangeExtension(model, ".manifest.json"));
        return model;
    }
}
