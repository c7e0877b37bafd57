using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Tests.Models;

/// <summary>Whatever is wrong with a model, the file is named in front of it once, whoever found it.</summary>
public sealed class ModelFileTests
{
    private static readonly byte[] s_erf = new ModelBuilder().Input("x", 1, 3).Node("Erf", ["x"], ["y"]).Output("y", 1, 3).Bytes;
    private static readonly byte[] s_double = new ModelBuilder().Input("x", 1, 3).Node("Relu", ["x"], ["x"]).Output("x", 1, 3).Bytes;

    /// <summary>An engine, the bytes of a file, and what is wrong with them.</summary>
    public static TheoryData<EngineKind, byte[], string> Refused => new()
    {
        { EngineKind.Managed, [], "the file is empty or no regular file." },
        { EngineKind.OnnxRuntime, [], "the file is empty or no regular file." },
        { EngineKind.Managed, [0xFF], "*" },
        { EngineKind.OnnxRuntime, [0xFF], "*" },
        { EngineKind.Managed, s_erf, "Erf 'the Erf': the managed engine has no kernel for it." },
        { EngineKind.Managed, s_double, "*" },
        { EngineKind.OnnxRuntime, s_double, "ONNX Runtime refuses it: *" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void ErrorsNameTheFileOnce(EngineKind engine, byte[] bytes, string reason)
    {
        using TemporaryModel file = new(bytes);

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => InferenceSessions.Open(new ModelFile(file.Path), new EngineOptions { Engine = engine, Threads = 1 }));

        Assert.Equal(file.Path, error.Path);
        Assert.StartsWith($"{file.Path}: {reason.TrimEnd('*')}", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, error.Message.Split(file.Path).Length);
        Assert.True(reason.EndsWith('*') || error.Message == $"{file.Path}: {reason}", error.Message);
    }

    [Fact]
    public void Rejects_PathsThatAreEmpty() => Assert.Throws<ArgumentException>(() => new ModelFile(""));
}
