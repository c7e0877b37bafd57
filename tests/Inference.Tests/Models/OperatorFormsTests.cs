using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tests.Models.Schema;
using EdgeVision.Inference.Tests.Reference;
using Google.Protobuf;

namespace EdgeVision.Inference.Tests.Models;

/// <summary>The same settings as attributes of old operator sets and as inputs of new ones.</summary>
public sealed class OperatorFormsTests
{
    public static TheoryData<int> OldAndNew => [7, 9, 10, 11, 12, 13, 17, 18, 22];

    [Theory, MemberData(nameof(OldAndNew))]
    public void ReadsClip(int operatorSet)
    {
        ModelBuilder builder = new ModelBuilder(operatorSet).Input("x", 1, 4).Output("y", 1, 4).Floats("low", [], -1f).Floats("high", [], 2f);
        if (operatorSet < 11)
            builder.Node("Clip", ["x"], ["y"], ("min", -1f), ("max", 2f));
        else
            builder.Node("Clip", ["x", "low", "high"], ["y"]);

        Assert.Equal(new Unary(UnaryFunction.Clip(-1f, 2f)), SingleNode(builder));
    }

    [Theory, InlineData("initializer"), InlineData("Constant"), InlineData("value_floats")]
    public void TakesEmptyTensorsForInputsLeftOut(string form)
    {
        ModelBuilder builder = new ModelBuilder(11).Input("x", 1, 1, 4, 4).Integers("sizes", 1, 1, 8, 8).Output("y", 1, 1, 8, 8);
        builder = form switch
        {
            "initializer" => builder.Floats("none", [0]),
            "Constant" => builder.Node("Constant", [], ["none"], ("value", ModelBuilder.Tensor("", [0], Array.Empty<float>()))),
            _ => builder.Node("Constant", [], ["none"], ("value_floats", Array.Empty<float>())),
        };
        using TemporaryModel file = new(builder.Node("Resize", ["x", "none", "none", "sizes"], ["y"]).Bytes);

        using ComputationGraph graph = OnnxModelReader.Load(new ModelFile(file.Path));

        Assert.Equal("y[1, 1, 8, 8]", Assert.Single(graph.Outputs).Value.ToString());
    }

    [Fact]
    public void ReadsClipWithOnlyAnUpperBound()
    {
        ModelBuilder builder = new ModelBuilder().Input("x", 1, 4).Output("y", 1, 4).Floats("high", [1], 2f).Node("Clip", ["x", "", "high"], ["y"]);

        Assert.Equal(new Unary(UnaryFunction.Clip(float.NegativeInfinity, 2f)), SingleNode(builder));
    }

    [Theory, MemberData(nameof(OldAndNew))]
    public void ReadsSlice(int operatorSet)
    {
        ModelBuilder builder = new ModelBuilder(operatorSet).Input("x", 2, 5).Output("y", 2, 2)
            .Integers("starts", -4).Integers("ends", 3).Integers("axes", 1);
        if (operatorSet < 10)
            builder.Node("Slice", ["x"], ["y"], ("starts", new long[] { -4 }), ("ends", new long[] { 3 }), ("axes", new long[] { 1 }));
        else
            builder.Node("Slice", ["x", "starts", "ends", "axes"], ["y"]);

        Assert.Equal([1, 2, 6, 7], Run(builder, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    }

    [Fact]
    public void ReadsSliceThatWalksBackwards()
    {
        ModelBuilder builder = new ModelBuilder().Input("x", 5).Output("y", 3)
            .Integers("starts", long.MaxValue).Integers("ends", long.MinValue + 8).Integers("axes", 0).Integers("steps", -2)
            .Node("Slice", ["x", "starts", "ends", "axes", "steps"], ["y"]);

        Assert.Equal([4, 2, 0], Run(builder, [0, 1, 2, 3, 4]));
    }

    [Theory, MemberData(nameof(OldAndNew))]
    public void ReadsSqueezeAndUnsqueeze(int operatorSet)
    {
        ModelBuilder builder = new ModelBuilder(operatorSet).Input("x", 1, 3, 1).Output("y", 3, 1).Integers("first", 0).Integers("last", -1);
        if (operatorSet < 13)
            builder.Node("Squeeze", ["x"], ["s"]).Node("Unsqueeze", ["s"], ["y"], ("axes", new long[] { 1 }));
        else
            builder.Node("Squeeze", ["x", "first"], ["t"]).Node("Squeeze", ["t"], ["s"]).Node("Unsqueeze", ["s", "last"], ["y"]);

        using ComputationGraph graph = Load(builder);

        Assert.Equal("[3, 1]", graph.Outputs[0].Value.Shape.ToString());
    }

    [Theory, MemberData(nameof(OldAndNew))]
    public void ReadsSplit(int operatorSet)
    {
        ModelBuilder builder = new ModelBuilder(operatorSet).Input("x", 5).Output("b", 4).Integers("sizes", 1, 4);
        if (operatorSet < 13)
            builder.Node("Split", ["x"], ["a", "b"], ("split", new long[] { 1, 4 }));
        else
            builder.Node("Split", ["x", "sizes"], ["a", "b"]);

        Assert.Equal([1, 2, 3, 4], Run(builder, [0, 1, 2, 3, 4]));
    }

    [Fact]
    public void ReadsSplitIntoUnevenParts()
    {
        ModelBuilder builder = new ModelBuilder(18).Input("x", 5).Output("b", 2).Node("Split", ["x"], ["a", "b"], ("num_outputs", 2L));

        Assert.Equal([3, 4], Run(builder, [0, 1, 2, 3, 4]));
    }

    [Theory, MemberData(nameof(OldAndNew))]
    public void ReadsPad(int operatorSet)
    {
        ModelBuilder builder = new ModelBuilder(operatorSet).Input("x", 1, 2).Output("y", 1, 5).Integers("pads", 0, 1, 0, 2).Floats("value", [], 7f);
        if (operatorSet < 11)
            builder.Node("Pad", ["x"], ["y"], ("pads", new long[] { 0, 1, 0, 2 }), ("value", 7f));
        else
            builder.Node("Pad", ["x", "pads", "value"], ["y"]);

        Assert.Equal([7, 1, 2, 7, 7], Run(builder, [1, 2]));
    }

    [Theory, MemberData(nameof(OldAndNew))]
    public void ReadsDropoutAsIdentity(int operatorSet)
    {
        ModelBuilder builder = new ModelBuilder(operatorSet).Input("x", 1, 4).Output("y", 1, 4).Floats("ratio", [], 0.5f);
        if (operatorSet < 12)
            builder.Node("Dropout", ["x"], ["y", "mask"], ("ratio", 0.5f));
        else
            builder.Node("Dropout", ["x", "ratio"], ["y", "mask"]);

        Assert.Equal(new Identity(), SingleNode(builder));
    }

    [Theory, MemberData(nameof(OldAndNew))]
    public void ReadsUpscalingByTwo(int operatorSet)
    {
        ModelBuilder builder = new ModelBuilder(operatorSet).Input("x", 1, 1, 1, 2).Output("y", 1, 1, 2, 4).Floats("scales", [4], 1f, 1f, 2f, 2f);
        if (operatorSet < 9)
            builder.Node("Upsample", ["x"], ["y"], ("scales", new[] { 1f, 1f, 2f, 2f }));
        else if (operatorSet < 10)
            builder.Node("Upsample", ["x", "scales"], ["y"], ("mode", "nearest"));
        else if (operatorSet < 11)
            builder.Node("Resize", ["x", "scales"], ["y"]);
        else
            builder.Node("Resize", ["x", "", "scales"], ["y"], ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));

        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2], Run(builder, [1, 2]));
    }

    [Fact]
    public void ReadsShrinkingOfOperatorSet10AsItsExampleHasIt()
    {
        ModelBuilder builder = new ModelBuilder(10).Input("x", 1, 1, 2, 4).Output("y", 1, 1, 1, 2).Floats("scales", [4], 1f, 1f, 0.6f, 0.6f)
            .Node("Resize", ["x", "scales"], ["y"], ("mode", "nearest"));

        Assert.Equal([1, 3], Run(builder, [1, 2, 3, 4, 5, 6, 7, 8]));
    }

    [Theory, InlineData("half_pixel"), InlineData("pytorch_half_pixel"), InlineData("align_corners"), InlineData("asymmetric")]
    public void ReadsResizeToSizes(string transform)
    {
        ModelBuilder builder = new ModelBuilder().Input("x", 1, 1, 1, 2).Output("y", 1, 1, 1, 4).Integers("sizes", 1, 1, 1, 4)
            .Node("Resize", ["x", "", "", "sizes"], ["y"], ("mode", "linear"), ("coordinate_transformation_mode", transform));
        double[] expected = transform switch
        {
            "align_corners" => [0, 1, 2, 3],
            "asymmetric" => [0, 1.5, 3, 3],
            _ => [0, 0.75, 2.25, 3],
        };

        Assert.Equal(expected, Run(builder, [0, 3]), static (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory, InlineData(11), InlineData(13)]
    public void ReadsSoftmaxOverTheImage(int operatorSet)
    {
        ModelBuilder builder = new ModelBuilder(operatorSet).Input("x", 1, 2, 1, 2).Output("y", 1, 2, 1, 2).Node("Softmax", ["x"], ["y"], ("axis", 1L));

        double[] result = Run(builder, [0, 0, 0, 0]);

        Assert.All(result, value => Assert.Equal(operatorSet < 13 ? 0.25 : 0.5, value));
    }

    [Theory, MemberData(nameof(OldAndNew))]
    public void ReadsMeanOverTheImage(int operatorSet)
    {
        ModelBuilder builder = new ModelBuilder(operatorSet).Input("x", 1, 2, 1, 2).Output("y", 1, 2).Integers("axes", -1, 2);
        if (operatorSet < 18)
            builder.Node("ReduceMean", ["x"], ["y"], ("axes", new long[] { -1, 2 }), ("keepdims", 0L));
        else
            builder.Node("ReduceMean", ["x", "axes"], ["y"], ("keepdims", 0L));

        Assert.Equal([1.5, 3.5], Run(builder, [1, 2, 3, 4]));
    }

    [Theory, InlineData("SAME_UPPER", 0, 1), InlineData("SAME_LOWER", 1, 0)]
    public void ResolvesAutomaticPadding(string autoPad, int before, int after)
    {
        ModelBuilder builder = new ModelBuilder().Input("x", 1, 1, 4, 4).Output("y", 1).Floats("w", [1, 1, 3, 3], new float[9])
            .Node("Conv", ["x", "w"], ["y"], ("auto_pad", autoPad), ("strides", new long[] { 2, 2 }));

        Conv conv = Assert.IsType<Conv>(SingleNode(builder));

        Assert.Equal((before, after, before, after), (conv.Window.PadTop, conv.Window.PadBottom, conv.Window.PadLeft, conv.Window.PadRight));
    }

    [Fact]
    public void WidensHalfPrecisionWeights()
    {
        byte[] halves = [.. new[] { (Half)0.5f, (Half)(-3f) }.SelectMany(BitConverter.GetBytes)];
        ModelBuilder builder = new ModelBuilder().Input("x", 2).Output("y", 2).Node("Add", ["x", "w"], ["y"]);
        builder.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = 10, Dims = { 2 }, RawData = ByteString.CopyFrom(halves) });

        Assert.Equal([0.5, -3], Run(builder, [0, 0]));
    }

    [Fact]
    public void ReadsWeightsWrittenAsLists()
    {
        ModelBuilder builder = new ModelBuilder().Input("x", 2).Output("y", 1, 2).Node("Add", ["x", "w"], ["a"]).Node("Reshape", ["a", "shape"], ["y"]);
        builder.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = 1, Dims = { 2 }, FloatData = { 1f, 2f } });
        builder.Graph.Initializer.Add(new TensorProto { Name = "shape", DataType = 7, Dims = { 2 }, Int64Data = { 1, -1 } });

        Assert.Equal([1, 2], Run(builder, [0, 0]));
    }

    [Fact]
    public void FoldsTheShapeArithmeticOfExportedUpsampling()
    {
        ModelBuilder builder = new ModelBuilder(11).Input("x", 1, 1, 2, 2).Output("y", 1, 1, 4, 4)
            .Floats("two", [], 2f).Integers("start", 2).Integers("end", 4).Integers("zero", 0)
            .Node("Shape", ["x"], ["shape"])
            .Node("Slice", ["shape", "start", "end", "zero"], ["image"])
            .Node("Cast", ["image"], ["real"], ("to", 1L))
            .Node("Mul", ["real", "two"], ["twice"])
            .Node("Floor", ["twice"], ["whole"])
            .Node("Cast", ["whole"], ["size"], ("to", 7L))
            .Node("Slice", ["shape", "zero", "start", "zero"], ["head"])
            .Node("Concat", ["head", "size"], ["sizes"], ("axis", 0L))
            .Node("Resize", ["x", "", "", "sizes"], ["y"], ("mode", "nearest"));

        Assert.Equal("Resize", SingleNode(builder).Name);
    }

    [Fact]
    public void TakesTheShapeTheCallerFixes()
    {
        using TemporaryModel file = new(
            new ModelBuilder().Input("x", "batch", 3, "height", "width").Node("GlobalAveragePool", ["x"], ["y"]).Output("y", "batch", 3, 1, 1).Bytes);

        using ComputationGraph graph = OnnxModelReader.Load(new ModelFile(file.Path), new Dictionary<string, int[]> { ["x"] = [1, 3, 9, 7] });

        Assert.Equal("x[1, 3, 9, 7]", graph.Inputs[0].ToString());
    }

    [Fact]
    public void OrdersNodesThatTheFileDoesNot()
    {
        ModelBuilder builder = new ModelBuilder().Input("x", 2).Output("z", 2).Node("Neg", ["y"], ["z"]).Node("Relu", ["x"], ["y"]);

        Assert.Equal([0, -2], Run(builder, [-1, 2]));
    }

    private static Operator SingleNode(ModelBuilder builder)
    {
        using ComputationGraph graph = Load(builder);
        return Assert.Single(graph.Nodes).Operator;
    }

    private static double[] Run(ModelBuilder builder, float[] input)
    {
        using ComputationGraph graph = Load(builder);
        return ReferenceInterpreter.Run(graph, input)[0].Values;
    }

    private static ComputationGraph Load(ModelBuilder builder)
    {
        using TemporaryModel file = new(builder.Bytes);
        ComputationGraph graph = OnnxModelReader.Load(new ModelFile(file.Path));
        GraphValidator.Validate(graph);
        return graph;
    }
}
