using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeVision.Inference.Models;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Models.Manifest;

public sealed class ManifestPageTests
{
    private static readonly string s_page = File.ReadAllText(Repository.PathTo("docs", "models.md"));

    [Fact]
    public void NamesEveryMemberOfAManifest()
    {
        string[] missing = [.. Members(typeof(ManifestDocument)).Where(static name => !Regex.IsMatch(s_page, $"[`.]{name}[`.]"))];

        Assert.Empty(missing);
    }

    [Fact]
    public void ListsEveryModelThatShips() => Assert.All(
        Directory.GetFiles(Repository.PathTo("models"), "manifest.json", SearchOption.AllDirectories),
        static manifest => Assert.Contains($"| `{Path.GetFileName(Path.GetDirectoryName(manifest))}`", s_page, StringComparison.Ordinal));

    [Fact]
    public void ItsExampleIsAManifest()
    {
        string example = s_page[(s_page.IndexOf("```json", StringComparison.Ordinal) + "```json".Length)..];
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.PathTo("manifest.json"), example[..example.IndexOf("```", StringComparison.Ordinal)]);
        File.WriteAllBytes(folder.PathTo("model.onnx"), [1]);

        ModelManifest manifest = ModelPackage.Open(folder.Path).Manifest;

        Assert.Equal(("birds", ModelTask.Classification, 3), (manifest.Name, manifest.Task, manifest.Labels.Length));
    }

    private static IEnumerable<string> Members(Type section)
    {
        foreach (PropertyInfo property in section.GetProperties())
        {
            yield return JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            foreach (string inner in property.PropertyType.DeclaringType == typeof(ManifestDocument) ? Members(property.PropertyType) : [])
                yield return inner;
        }
    }
}
