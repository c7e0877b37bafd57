using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>The summaries that the compiler collected from the options' sources; nothing where their file was not installed beside the program.</summary>
internal sealed partial class OptionsDocumentation
{
    private readonly Dictionary<string, string> _summaries;

    private OptionsDocumentation(Dictionary<string, string> summaries) => _summaries = summaries;

    /// <summary>The documentation file beside this program.</summary>
    public static OptionsDocumentation Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, typeof(OptionsDocumentation).Assembly.GetName().Name + ".xml");
        try
        {
            return new(XDocument.Load(path).Descendants("member")
                .Where(member => member.Element("summary") is not null)
                .ToDictionary(member => (string)member.Attribute("name")!, member => PlainText(member.Element("summary")!), StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return new([]);
        }
    }

    /// <summary>A property's summary as plain text, or <see langword="null"/>.</summary>
    public string? SummaryOf(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static string PlainText(XElement summary)
    {
        IEnumerable<string> parts = summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => NameOf((string?)see.Attribute("cref") ?? (string?)see.Attribute("langword") ?? ""),
            XElement element => element.Value,
            _ => node.ToString(),
        });
        return WhiteSpace().Replace(string.Concat(parts), " ").Trim();
    }

    private static string NameOf(string reference) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(reference[(reference.LastIndexOf('.') + 1)..]);

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
