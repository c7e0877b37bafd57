using System.Text;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Tests.Models.Schema;
using Google.Protobuf;

namespace EdgeVision.Inference.Tests.Models;

public sealed class RefusedModelTests
{
    [Fact]
    public void Refuses_EmptyFile() => AssertRefused([], null, "the file is empty");

    [Fact]
    public void Refuses_TextFile() => AssertRefused("Not a model, but a letter to one."u8, null, "not an ONNX model");

    [Fact]
    public void Refuses_FileWithoutGraph() => AssertRefused(new ModelProto { IrVersion = 7 }.ToByteArray(), null, "it has no graph");

    [Fact]
    public void Refuses_FileWithoutOperatorSet()
    {
        ModelBuilder builder = ModelBuilder.Small();
        builder.Model.OpsetImport.Clear();

        AssertRefused(builder, null, "names no ONNX operator set");
    }

    [Theory, InlineData(6), InlineData(23), InlineData(-1), InlineData(int.MaxValue)]
    public void Refuses_OperatorSetOutsideWhatIsKnown(int operatorSet) =>
        AssertRefused(Relu(new ModelBuilder(operatorSet)), null, $"operator set {operatorSet}");

    [Fact]
    public void Refuses_TwoGraphs()
    {
        byte[] model = ModelBuilder.Small().Bytes;

        AssertRefused([.. model, .. model], null, "two graphs");
    }

    [Fact]
    public void Refuses_LengthBeyondTheFile() => AssertRefused([0x08, 7, 0x3A, 0xFF, 0xFF, 0xFF, 0x7F], null, "claims 268435455 bytes where 0 are left");

    [Fact]
    public void Refuses_LengthBeyond32Bits() =>
        AssertRefused([0x08, 7, 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], null, "claims 18446744073709551615 bytes");

    [Fact]
    public void Refuses_NumberThatDoesNotEnd() => AssertRefused([0x08, .. Enumerable.Repeat((byte)0x80, 20)], null, "more than ten bytes");

    [Fact]
    public void Refuses_AbandonedWireType() => AssertRefused([0x08, 7, 0x6B, 0x6C], null, "no wire type 3");

    [Fact]
    public void Refuses_UnknownOperator() =>
        AssertRefused(new ModelBuilder().Input("x", 1, 4).Node("QuantizeLinear", ["x"], ["y"]).Output("y", 1, 4), "QuantizeLinear 'the QuantizeLinear'",
            "'QuantizeLinear'");

    [Fact]
    public void NamesEveryUnknownOperatorAtOnce() =>
        AssertRefused(
            new ModelBuilder().Input("x", 1, 4).Node("Loop", ["x"], ["y"]).Node("If", ["y"], ["z"]).Output("z", 1, 4), "Loop 'the Loop'", "'If', 'Loop'");

    [Fact]
    public void Refuses_OperatorOfAnotherDomain()
    {
        ModelBuilder builder = Relu(new ModelBuilder());
        builder.Graph.Node[0].Domain = "com.example";

        AssertRefused(builder, "Relu 'the Relu'", "'com.example.Relu'");
    }

    [Fact]
    public void Refuses_Circle() =>
        AssertRefused(
            new ModelBuilder().Input("x", 1, 4).Node("Add", ["x", "b"], ["a"]).Node("Relu", ["a"], ["b"]).Output("b", 1, 4), "Add 'the Add'", "circle");

    [Fact]
    public void Refuses_NodeThatReadsItself() =>
        AssertRefused(new ModelBuilder().Node("Relu", ["a"], ["a"]).Output("a", 1, 4), "Relu 'the Relu'", "circle");

    [Fact]
    public void Refuses_DynamicShapeNobodyFixed() =>
        AssertRefused(new ModelBuilder().Input("x", "batch", 4).Node("Relu", ["x"], ["y"]).Output("y", 1, 4), null, "'x' has the dynamic shape [batch, 4]");

    [Fact]
    public void Refuses_ShapeThatContradictsTheFile()
    {
        ModelBuilder builder = new ModelBuilder().Input("x", "batch", 4).Node("Relu", ["x"], ["y"]).Output("y", 1, 4);

        AssertRefused(builder.Bytes, null, "[1, 5] given for the input 'x' does not agree", new Dictionary<string, int[]> { ["x"] = [1, 5] });
    }

    [Fact]
    public void Refuses_ShapeForAnInputThatIsNotThere() =>
        AssertRefused(Relu(new ModelBuilder()).Bytes, null, "the inputs are 'x'", new Dictionary<string, int[]> { ["z"] = [1] });

    [Fact]
    public void Refuses_InputWithoutType()
    {
        ModelBuilder builder = Relu(new ModelBuilder());
        builder.Graph.Input[0].Type = null;

        AssertRefused(builder, null, "element type Undefined");
    }

    [Fact]
    public void Refuses_TwoValuesOfOneName() =>
        AssertRefused(new ModelBuilder().Input("x", 1, 4).Node("Relu", ["x"], ["y"]).Node("Exp", ["x"], ["y"]).Output("y", 1, 4), "Exp 'the Exp'",
            "gives 'y', a name that is given already");

    [Fact]
    public void Refuses_NodeThatGivesAnInput() =>
        AssertRefused(new ModelBuilder().Input("x", 1, 4).Node("Relu", ["x"], ["x"]).Output("x", 1, 4), "Relu 'the Relu'", "gives 'x'");

    [Fact]
    public void Refuses_TwoInitializersOfOneName() =>
        AssertRefused(Relu(new ModelBuilder()).Floats("w", [1], 1f).Floats("w", [1], 2f), null, "two initializers are named 'w'");

    [Fact]
    public void Refuses_TwoInputsOfOneName() => AssertRefused(Relu(new ModelBuilder().Input("x", 1, 4)), null, "two inputs are named 'x'");

    [Fact]
    public void Refuses_OutputListedTwice() => AssertRefused(Relu(new ModelBuilder()).Output("y", 1, 4), null, "'y' is listed twice");

    [Fact]
    public void Refuses_MissingInitializer() =>
        AssertRefused(
            new ModelBuilder().Input("x", 1, 3, 4, 4).Node("Conv", ["x", "w"], ["y"]).Output("y", 1), "Conv 'the Conv'", "reads 'w', which is no input");

    [Fact]
    public void Refuses_MissingInput() =>
        AssertRefused(new ModelBuilder().Input("x", 1, 3, 4, 4).Node("Conv", ["x"], ["y"]).Output("y", 1), "Conv 'the Conv'", "its input 1 is missing");

    [Fact]
    public void Refuses_OutputNobodyGives() =>
        AssertRefused(new ModelBuilder().Input("x", 1, 4).Output("y", 1, 4), null, "nothing gives the graph's output 'y'");

    [Fact]
    public void Refuses_GraphWithoutOutputs() => AssertRefused(new ModelBuilder().Input("x", 1, 4), null, "no outputs");

    [Theory]
    [InlineData(new long[] { int.MaxValue, int.MaxValue }, "more than 2147483647 elements")]
    [InlineData(new long[] { long.MaxValue }, "which is not in")]
    [InlineData(new long[] { -4 }, "which is not in")]
    [InlineData(new long[] { 0 }, "which is not in")]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "at most 8")]
    [InlineData(new long[] { 4 }, "has 8 bytes instead of 16")]
    [InlineData(new long[] { 1000000000 }, "has 8 bytes instead of 4000000000")]
    public void Refuses_WeightsThatAreNotWhatTheirDimensionsSay(long[] dimensions, string reason) =>
        AssertRefused(
            new ModelBuilder().Input("x", 1, 2).Floats("w", dimensions, 1f, 2f).Node("Add", ["x", "w"], ["y"]).Output("y", 1, 2), "Add 'the Add'", reason);

    [Fact]
    public void Refuses_FloatListShorterThanItsDimensions()
    {
        TensorProto tensor = new() { Name = "w", DataType = 1, FloatData = { 1f, 2f }, Dims = { 1 << 30 } };
        ModelBuilder builder = new ModelBuilder().Input("x", 1, 2).Node("Add", ["x", "w"], ["y"]).Output("y", 1, 2);
        builder.Graph.Initializer.Add(tensor);

        AssertRefused(builder, "Add 'the Add'", "has 2 numbers instead of 1073741824");
    }

    [Fact]
    public void Refuses_WeightsInAnotherFile()
    {
        ModelBuilder builder = new ModelBuilder().Input("x", 1, 2).Floats("w", [2], 1f, 2f).Node("Add", ["x", "w"], ["y"]).Output("y", 1, 2);
        builder.Graph.Initializer[0].DataLocation = 1;

        AssertRefused(builder, "Add 'the Add'", "in another file");
    }

    [Fact]
    public void Refuses_InputLargerThanMemory() =>
        AssertRefused(new ModelBuilder().Input("x", 1L << 40).Node("Relu", ["x"], ["y"]).Output("y", 1), null, "larger than any memory");

    [Fact]
    public void Refuses_OutputLargerThanMemory() =>
        AssertRefused(
            new ModelBuilder().Input("x", 1, 1, 60000, 1).Input("z", 1, 1, 1, 60000).Node("Add", ["x", "z"], ["y"])
                .Output("y", 1), "Add 'the Add'", "more than");

    [Theory]
    [InlineData(new long[] { 0, 0, int.MaxValue, 0 }, new long[] { 1 << 30, 1 })]
    [InlineData(new long[] { int.MaxValue, 0, int.MaxValue, 0 }, new long[] { int.MaxValue, 1 })]
    [InlineData(new long[] { 0, 1 << 30, 0, 1 << 30 }, new long[] { 1, 1 << 30 })]
    public void Refuses_PaddingBeyondAnyImage(long[] pads, long[] strides)
    {
        foreach ((string type, string[] inputs) in new (string, string[])[] { ("Conv", ["x", "w"]), ("MaxPool", ["x"]), ("AveragePool", ["x"]) })
        {
            ModelBuilder builder = new ModelBuilder().Input("x", 1, 1, 8, 8).Output("y", 1).Floats("w", [1, 1, 3, 3], new float[9])
                .Node(type, inputs, ["y"], ("kernel_shape", new long[] { 3, 3 }), ("pads", pads), ("strides", strides));

            AssertRefused(builder, $"{type} 'the {type}'", type == "Conv" ? "has more than 67108864" : "pads as much as its window");
        }
    }

    [Fact]
    public void Refuses_ConstantOfShapeWithoutAValue() =>
        AssertRefused(
            new ModelBuilder().Integers("shape", 2).Node("ConstantOfShape", ["shape"], ["y"], ("value", ModelBuilder.Tensor("v", [0], Array.Empty<long>())))
                .Output("y", 1),
            "ConstantOfShape 'the ConstantOfShape'",
            "dimensions [0] instead of one number");

    [Fact]
    public void Refuses_SmallFileThatComputesLargeConstants() =>
        AssertRefused(new ModelBuilder().Integers("shape", 1 << 14, 1 << 14).Node("ConstantOfShape", ["shape"], ["y"]).Output("y", 1),
            "ConstantOfShape 'the ConstantOfShape'", "too much memory");

    [Fact]
    public void Refuses_ListOfIntegersThatDoublesAndDoubles()
    {
        ModelBuilder builder = new ModelBuilder().Integers("n0", 1, 2, 3, 4).Output("n40", 1);
        for (int i = 0; i < 40; i++)
            builder.Node("Concat", [$"n{i}", $"n{i}"], [$"n{i + 1}"], ("axis", 0L));

        AssertRefused(builder, "Concat 'the Concat'", "more than 4096 integers");
    }

    [Fact]
    public void Refuses_AttributeItDoesNotKnow() =>
        AssertRefused(new ModelBuilder().Input("x", 1, 4).Node("Relu", ["x"], ["y"], ("slope", 1f)).Output("y", 1, 4), "Relu 'the Relu'", "attribute 'slope'");

    [Fact]
    public void Refuses_AttributeOfTheWrongKind() =>
        AssertRefused(new ModelBuilder().Input("x", 1, 4).Node("LeakyRelu", ["x"], ["y"], ("alpha", 1L)).Output("y", 1, 4), "LeakyRelu 'the LeakyRelu'",
            "'alpha' is not a float");

    [Fact]
    public void Refuses_ShapeThatDependsOnTheInput() =>
        AssertRefused(new ModelBuilder().Input("x", 1, 4).Input("s", 2).Node("Reshape", ["x", "s"], ["y"]).Output("y", 1, 4), "Reshape 'the Reshape'",
            "'s' is not a constant list of integers");

    [Fact]
    public void Refuses_NameOfManyBytes() => AssertRefused(new ModelBuilder().Input(new string('x', 5000), 1), null, "a name has 5000 bytes");

    [Fact]
    public void NamesCannotForgeLinesOfALog()
    {
        ModelFormatException error = Refusal(new ModelBuilder().Input("x", 1).Node("Bad\nOperator\u001b[2J", ["x"], ["y"]).Output("y", 1).Bytes);

        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void OpensManyNestedMessagesWithoutRecursion()
    {
        ModelBuilder builder = Relu(new ModelBuilder());
        GraphProto nested = new();
        for (int depth = 0; depth < 60; depth++)
            nested = new GraphProto { Node = { new NodeProto { Attribute = { new AttributeProto { Name = "body", G = nested } } } } };
        builder.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "body", G = nested });

        AssertRefused(builder, "Relu 'the Relu'", "attribute 'body'");
    }

    [Fact]
    public void SaysThatAFileIsNotThere() =>
        Assert.Throws<FileNotFoundException>(() => OnnxModelReader.Load(new ModelFile(Path.Combine(Path.GetTempPath(), "no such model.onnx"))));

    [Fact]
    public void RefusalIsOneSentenceThatBeginsWithTheFile()
    {
        using TemporaryModel file = new(Encoding.UTF8.GetBytes("<html>404</html>"));

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => OnnxModelReader.Load(new ModelFile(file.Path)));

        Assert.StartsWith(file.Path, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static ModelBuilder Relu(ModelBuilder builder) => builder.Input("x", 1, 4).Node("Relu", ["x"], ["y"]).Output("y", 1, 4);

    private static void AssertRefused(ModelBuilder builder, string? node, string reason) => AssertRefused(builder.Bytes, node, reason);

    private static void AssertRefused(ReadOnlySpan<byte> bytes, string? node, string reason, Dictionary<string, int[]>? shapes = null)
    {
        ModelFormatException error = Refusal(bytes, shapes);

        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(node, error.Node);
    }

    private static ModelFormatException Refusal(ReadOnlySpan<byte> bytes, Dictionary<string, int[]>? shapes = null)
    {
        using TemporaryModel file = new(bytes);
        return Assert.Throws<ModelFormatException>(() => OnnxModelReader.Load(new ModelFile(file.Path), shapes));
    }
}
