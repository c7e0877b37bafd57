using System.Text;
using EdgeVision.Inference.Models;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Evaluation;
using EdgeVision.Workbench.Evaluation.GroundTruth;

namespace EdgeVision.Workbench.Tests.Evaluation.GroundTruth;

public sealed class CocoGroundTruthTests : IDisposable
{
    private const string Valid = """
        {
          "info": {"year": 2017},
          "images": [{"id": 9, "file_name": "b.jpg", "width": 640, "height": 480, "coco_url": "x"}, {"id": 3, "file_name": "sub/a.jpg"}],
          "annotations": [
            {"id": 1, "image_id": 9, "category_id": 18, "bbox": [10, 20.5, 30, 40], "iscrowd": 1, "segmentation": {"counts": [1], "size": [1, 2]}, "area": 7},
            {"id": 2, "image_id": 9, "category_id": 1, "bbox": [0, 0, 1, 0]},
            {"id": 3, "image_id": 4, "category_id": 1, "bbox": [0, 0, 1, 1]}
          ],
          "categories": [{"id": 1, "name": "person", "supercategory": "x"}, {"id": 18, "name": "dog"}, {"id": 44, "name": "unicorn"}]
        }
        """;

    private static readonly ModelManifest s_model = new() { Name = "tiny", Sha256 = "", Labels = ["dog", "", "person"], LabelBase = 1 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GivesEachPictureItsObjectsInTheOrderOfIds()
    {
        CocoGroundTruth truth = Read(Valid);

        Assert.Equal([("sub/a.jpg", 0, 0), ("b.jpg", 640, 480)], truth.Pictures.Select(static picture => (picture.File, picture.Width, picture.Height)));
        Assert.Empty(truth.Pictures[0].Objects);
        Assert.Equal([new GroundTruthBox(0, new(10f, 20.5f, 40f, 60.5f), true, 7f), new GroundTruthBox(2, new(0f, 0f, 1f, 0f), false)],
            truth.Pictures[1].Objects.AsEnumerable());
    }

    [Fact]
    public void CountsObjectsOfPicturesThatAreNotListed() => Assert.Equal(1, Read(Valid).Strays);

    [Fact]
    public void NamesTheCategoriesThatTheModelLacks()
    {
        string message = Refusal(Valid.Replace("\"dog\"", "\"cat\"", StringComparison.Ordinal).Replace("\"person\"", "\"\"", StringComparison.Ordinal));

        Assert.Contains("the model tiny has no label 'cat' (1 object), '' (2 objects)", message, StringComparison.Ordinal);
        Assert.DoesNotContain("unicorn", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"image_id\": 4", "\"image_id\": \"four\"", "$.annotations[2].image_id: has a value of the wrong type (line 7)")]
    [InlineData("\"bbox\": [0, 0, 1, 1]", "\"bbox\": [0, 0, 1]", "$.annotations[2].bbox: must be four numbers")]
    [InlineData("\"bbox\": [0, 0, 1, 1]", "\"bbox\": [0, 0, 1, 1, 1]", "$.annotations[2].bbox: must be four numbers")]
    [InlineData("\"bbox\": [0, 0, 1, 1]", "\"bbox\": [0, 0, 1, null]", "$.annotations[2].bbox: must be four numbers")]
    [InlineData("\"bbox\": [0, 0, 1, 1]", "\"bbox\": \"big\"", "$.annotations[2].bbox: must be four numbers")]
    [InlineData("\"bbox\": [0, 0, 1, 0]", "\"bbox\": [0, 0, -1, 0]", "$.annotations[1].bbox: -1 by 0 pixels at (0, 0) is no box in a picture")]
    [InlineData("\"bbox\": [0, 0, 1, 0]", "\"bbox\": [0, 1e30, 1, 0]", "$.annotations[1].bbox: 1 by 0 pixels at (0, 1E+30) is no box")]
    [InlineData(", \"bbox\": [0, 0, 1, 1]", "", "$.annotations[2]: misses 'bbox'")]
    [InlineData("{\"id\": 1, \"name\"", "{\"id\": 2, \"name\"", "$.annotations: 2 objects of category 1, which $.categories does not list")]
    [InlineData("{\"id\": 1, \"name\"", "{\"id\": 44, \"name\"", "two categories have the id 44")]
    [InlineData("\"id\": 9", "\"id\": 3", "$.images[1].id: 3 is the id of an earlier picture too")]
    [InlineData("sub/a.jpg", "../a.jpg", "$.images[1].file_name: '../a.jpg' is no file name in the folder of pictures")]
    [InlineData("sub/a.jpg", "/etc/a.jpg", "$.images[1].file_name: '/etc/a.jpg' is no file name")]
    [InlineData("sub/a.jpg", "a\\u001bb", "'a?b' is no file name")]
    [InlineData("\"area\": 7", "\"area\": -7", "$.annotations[0].area: -7 is no area of an object")]
    [InlineData("\"width\": 640", "\"width\": -640", "-640×480 is no size")]
    [InlineData("\"file_name\": \"b.jpg\"", "\"file_name\": null", "$.images[0].file_name: must not be null")]
    [InlineData("{\"id\": 3, \"file_name\": \"sub/a.jpg\"}", "null", "$.images[1]: must be an object, not null")]
    [InlineData("{\"id\": 44, \"name\": \"unicorn\"}", "null", "$.categories[2]: must be an object, not null")]
    [InlineData("{\"id\": 3, \"image_id\": 4, \"category_id\": 1, \"bbox\": [0, 0, 1, 1]}", "null", "$.annotations[2]: ")]
    public void Rejects_WhatCannotBe(string part, string instead, string reason)
    {
        string message = Refusal(Valid.Replace(part, instead, StringComparison.Ordinal));

        Assert.Contains("instances.json", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("null", "must be an object")]
    [InlineData("[]", "wrong type")]
    [InlineData("{\"images\": [", "line 1")]
    [InlineData("this is no JSON", "line 1")]
    [InlineData("{\"images\": [], \"annotations\": [], \"categories\": []}", "lists 0 pictures")]
    public void Rejects_WhatIsNoTruthAtAll(string text, string reason) => Assert.Contains(reason, Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void Rejects_AFileThatNeverEndsOrIsNone()
    {
        Assert.Contains(
            "no regular file", Assert.Throws<GroundTruthFormatException>(() => CocoGroundTruth.Read("/dev/zero", s_model)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "a folder, not a file", Assert.Throws<GroundTruthFormatException>(() => CocoGroundTruth.Read(_folder.Path, s_model)).Message,
            StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => CocoGroundTruth.Read(_folder.PathTo("absent.json"), s_model));
    }

    [Fact]
    public void Rejects_AFileLargerThanMemoryShouldHold()
    {
        string path = _folder.PathTo("instances.json");
        using (FileStream sparse = File.Create(path))
            sparse.SetLength((512L << 20) + 1);

        Assert.Contains(
            "536870913 bytes", Assert.Throws<GroundTruthFormatException>(() => CocoGroundTruth.Read(path, s_model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyDamageIsReadOrRefused()
    {
        var random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 1500; round++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Valid);
            for (int change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : "{}[],:\"0-e.\\"u8[random.Next(12)];
            File.WriteAllBytes(_folder.PathTo("instances.json"), bytes[..(random.Next(4) == 0 ? random.Next(1, bytes.Length) : bytes.Length)]);

            refused += Record.Exception(() => CocoGroundTruth.Read(_folder.PathTo("instances.json"), s_model)) switch
            {
                null => 0,
                GroundTruthFormatException => 1,
                var defect => throw new InvalidOperationException($"Round {round} is neither read nor refused.", defect),
            };
        }

        Assert.InRange(refused, 500, 1499);
    }

    private CocoGroundTruth Read(string text)
    {
        string path = _folder.PathTo("instances.json");
        File.WriteAllText(path, text);
        return CocoGroundTruth.Read(path, s_model);
    }

    private string Refusal(string text) => Assert.Throws<GroundTruthFormatException>(() => Read(text)).Message;
}
