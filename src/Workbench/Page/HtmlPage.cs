using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EdgeVision.Workbench.Page;

/// <summary>
/// A page that needs nothing else: no script, no font, no picture from elsewhere. Every text passes through the document, so
/// nothing a model says becomes markup.
/// </summary>
internal static class HtmlPage
{
    /// <summary>How many colours there are that tell things apart, as the classes e0, e1 … of the style.</summary>
    public const int Colors = 5;

    /// <summary>The page with its title as its first heading.</summary>
    public static XDocument Create(string title, params object?[] content)
    {
        XElement head = new(
            "head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            new XElement("title", title),
            new XElement("style", Style()));
        return new XDocument(
            new XDocumentType("html", null, null, null),
            new XElement("html", new XAttribute("lang", "en"), head, new XElement("body", new XElement("h1", title), content)));
    }

    /// <summary>Writes the page as UTF-8.</summary>
    public static void Write(Stream output, XDocument page)
    {
        XmlWriterSettings settings = new() { OmitXmlDeclaration = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" };
        using var writer = XmlWriter.Create(output, settings);
        page.Save(writer);
    }

    private static string Style()
    {
        using Stream style = typeof(HtmlPage).Assembly.GetManifestResourceStream("page.css")!;
        using StreamReader reader = new(style);
        return reader.ReadToEnd();
    }
}
