using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeVision.Bundles;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tests.Models;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Model;

namespace EdgeVision.Workbench.Tests.Model.Bundling;

/// <summary>The way from keys and a model to what a board would take, by the commands as a person gives them.</summary>
public sealed class BundlingCommandTests : IDisposable
{
    private static readonly string s_picture = Repository.PathTo("samples", "coffee.jpg");

    private readonly TemporaryFolder _folder = new();

    public BundlingCommandTests()
    {
        Run("new", "mobilenet-v1", "--alpha", "0.25", "--resolution", "32", "--classes", "2", "-o", _folder.PathTo("door.onnx"));
        Run("keygen", _folder.PathTo("fleet"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsPackedWithAKey_IsTakenByWhoeverTrustsIt()
    {
        Pack("--key", _folder.PathTo("fleet.key"));

        Verify("--trust", _folder.PathTo("fleet.pub"));
    }

    [Fact]
    public void WhatIsPackedForAKey_IsSignedElsewhere()
    {
        Pack("--key", _folder.PathTo("fleet.pub"));
        Assert.EndsWith("sign it with 'edgevision model sign'.", Refusal(() => Verify("--trust", _folder.PathTo("fleet.pub"))), StringComparison.Ordinal);

        Run("sign", _folder.PathTo("door.bundle"), "--key", _folder.PathTo("fleet.key"));

        Verify("--trust", _folder.PathTo("fleet.pub"));
    }

    [Fact]
    public void ABundleHoldsAFolderThatEveryCommandOpens()
    {
        Pack();
        string unpacked = Unpack();

        Run("show", unpacked);
    }

    [Fact]
    public void TheSameModelGivesTheSameBundle()
    {
        Pack();
        byte[] first = File.ReadAllBytes(_folder.PathTo("door.bundle"));
        Pack("--force");

        Assert.Equal(first, File.ReadAllBytes(_folder.PathTo("door.bundle")));
    }

    [Fact]
    public void AnOldSignatureDoesNotStayBesideANewBundle()
    {
        Pack("--key", _folder.PathTo("fleet.key"));
        Pack("--force");

        Assert.False(File.Exists(_folder.PathTo("door.bundle.sig")));
    }

    [Fact]
    public void AFlippedBitIsFound()
    {
        Pack("--key", _folder.PathTo("fleet.key"));
        byte[] bundle = File.ReadAllBytes(_folder.PathTo("door.bundle"));
        bundle[bundle.Length / 2] ^= 1;
        File.WriteAllBytes(_folder.PathTo("door.bundle"), bundle);

        Assert.Contains("its signature is not one of the key", Refusal(() => Verify("--trust", _folder.PathTo("fleet.pub"))), StringComparison.Ordinal);
        File.Delete(_folder.PathTo("door.bundle.sig"));
    }

    [Fact]
    public void NamesWhatIsWrong()
    {
        Pack("--key", _folder.PathTo("fleet.key"));
        Run("keygen", _folder.PathTo("other"));

        Assert.Contains("which is not trusted here; no key is.", Refusal(() => Verify()), StringComparison.Ordinal);
        Assert.Contains("which is not trusted here; those that are: ", Refusal(() => Verify("--trust", _folder.PathTo("other.pub"))), StringComparison.Ordinal);
        Assert.Contains(
            "it names the key ", Refusal(() => Run("sign", _folder.PathTo("door.bundle"), "--key", _folder.PathTo("other.key"))), StringComparison.Ordinal);
        Assert.Contains(
            "it holds no private key", Refusal(() => Run("sign", _folder.PathTo("door.bundle"), "--key", _folder.PathTo("other.pub"))),
            StringComparison.Ordinal);
        Assert.Contains("it is no bundle", Refusal(() => Run("verify", _folder.PathTo("door.onnx"), "--allow-unsigned")), StringComparison.Ordinal);
        Assert.Contains("there is no such key", Refusal(() => Verify("--trust", _folder.PathTo("absent.pub"))), StringComparison.Ordinal);
        Assert.Contains("a key that is overwritten is lost", Refusal(() => Run("keygen", _folder.PathTo("fleet"))), StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyItsOwnerReadsAKey() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.PathTo("fleet.key")));

    [Fact]
    public void AModelThatIsNotTheOneOfItsManifest_IsNotPacked()
    {
        File.AppendAllText(_folder.PathTo("door.onnx"), "more");

        Assert.Contains("SHA-256", Refusal(() => Pack()), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathTo("door.bundle")));
    }

    [Fact]
    public void AGoldenPictureIsPackedAndHeldAgainstTheModel()
    {
        Pack("--golden", s_picture);

        Verify("--allow-unsigned");

        ModelPackage package = ModelPackage.Open(Unpack());
        using GoldenSample sample = GoldenSample.Read(_folder.PathTo("unpacked"), package.Manifest);
        Assert.Equal("managed", sample.Engine);
        using IVisionTask task = VisionTasks.Open(
            InferenceSessions.Load(package, new EngineOptions { Engine = EngineKind.OnnxRuntime, Threads = 1 }), sample.MinimumScore);
        Assert.Null(sample.Check(task, sample.MinimumScore));
    }

    [Fact]
    public void OtherWeightsAreFound()
    {
        Pack("--golden", s_picture);
        Unpack();
        Run("new", "mobilenet-v1", "--alpha", "0.25", "--resolution", "32", "--classes", "2", "--seed", "77", "-o", _folder.PathTo("other.onnx"));
        File.Copy(_folder.PathTo("other.onnx"), _folder.PathTo("unpacked/door.onnx"), overwrite: true);
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(_folder.PathTo("unpacked/manifest.json")))!;
        manifest["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder.PathTo("other.onnx"))));
        File.WriteAllText(_folder.PathTo("unpacked/manifest.json"), manifest.ToJsonString());
        PackAgain();

        string refusal = Refusal(() => Verify("--allow-unsigned"));

        Assert.StartsWith(
            $"{_folder.PathTo("door.bundle")}: its model does not give its golden answer on the engine managed here: the golden answer has '", refusal,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatOnlyOnnxRuntimeOpens_IsHeldAgainstItsGoldenPictureByThat()
    {
        byte[] model = new ModelBuilder().Input("x", 1, 3, 8, 8).Output("y", 1, 3)
            .Node("GlobalAveragePool", ["x"], ["p"]).Node("Flatten", ["p"], ["f"]).Node("Selu", ["f"], ["y"]).Bytes;
        File.WriteAllBytes(_folder.PathTo("door.onnx"), model);
        File.WriteAllText(
            _folder.PathTo("door.manifest.json"),
            $$"""
            {
              "schema": 1, "name": "door", "task": "classification", "file": "door.onnx", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(model))}}",
              "licence": "MIT", "source": "", "labelBase": 0, "labels": ["red", "green", "blue"],
              "input": {
                "name": "x", "layout": "nchw", "width": 8, "height": 8, "colors": "rgb", "mean": 127.5, "standardDeviation": 127.5, "resize": "stretch"
              },
              "classification": { "scores": { "output": "y", "kind": "softmaxLogits" } }
            }
            """);
        Pack("--golden", s_picture);

        Verify("--allow-unsigned");

        using GoldenSample sample = GoldenSample.Read(Unpack(), ModelPackage.Open(_folder.PathTo("unpacked")).Manifest);
        Assert.Equal("onnxruntime", sample.Engine);
    }

    [Fact]
    public void ADamagedGoldenAnswerIsRefusedInWords()
    {
        Pack("--golden", s_picture);
        Unpack();
        File.WriteAllText(_folder.PathTo("unpacked/golden.json"), "{ \"schema\": 7 }");
        PackAgain();

        Assert.Equal(
            $"{_folder.PathTo("door.bundle")}: golden.json: $.schema: has a value of the wrong type (line 1).", Refusal(() => Verify("--allow-unsigned")));
    }

    [Fact]
    public void AGoldenPictureComesWithItsAnswer()
    {
        Pack("--golden", s_picture);
        Unpack();
        File.Delete(_folder.PathTo("unpacked/golden.json"));
        PackAgain();

        Assert.Equal(
            $"{_folder.PathTo("door.bundle")}: golden.json: there is no such file, and golden.png and golden.json come together.",
            Refusal(() => Verify("--allow-unsigned")));
    }

    [Fact]
    public void WhatIsNoPicture_IsNoGoldenOne()
    {
        Assert.Contains("neither a JPEG nor a PNG", Refusal(() => Pack("--golden", _folder.PathTo("fleet.pub"))), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Refusal(() => Pack("--golden", _folder.PathTo("absent.jpg"))), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathTo("door.bundle")));
    }

    private static void Run(params string[] arguments) =>
        Assert.Equal(0, ModelCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));

    private static string Refusal(Action action)
    {
        Failure? failure = Failure.Explain(Assert.ThrowsAny<Exception>(action));
        Assert.NotNull(failure);
        return failure.Message;
    }

    private void Pack(params string[] more) => Run(
        ["pack", _folder.PathTo("door.onnx"), "--version", "1", "--sequence", "3", "-o", _folder.PathTo("door.bundle"), .. more]);

    private void Verify(params string[] more) => Run(["verify", _folder.PathTo("door.bundle"), .. more]);

    private string Unpack()
    {
        string unpacked = Directory.CreateDirectory(_folder.PathTo("unpacked")).FullName;
        using FileStream bundle = File.OpenRead(_folder.PathTo("door.bundle"));
        Bundle.Read(bundle, "b", file => File.Create(Path.Combine(unpacked, file.Name)));
        return unpacked;
    }

    /// <summary>Makes a bundle of whatever is unpacked, as somebody may who has no need of our commands.</summary>
    private void PackAgain()
    {
        using FileStream bundle = File.Create(_folder.PathTo("door.bundle"));
        BundleManifest manifest = new() { Name = "door", Version = "1", Sequence = 3, Files = [] };
        Bundle.Write(bundle, manifest, [.. Directory.GetFiles(_folder.PathTo("unpacked")).Select(static file => (Path.GetFileName(file), file))]);
    }
}
