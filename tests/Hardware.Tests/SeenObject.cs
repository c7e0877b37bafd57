using System.Text.Json;

namespace EdgeVision.Hardware.Tests;

/// <summary>An object of a message or of the command line: a box in pixels of the picture.</summary>
internal sealed record SeenObject(string Label, double Score, double Left, double Top, double Right, double Bottom)
{
    /// <summary>The objects of a message or of a line of <c>edgevision detect --json</c>, the surest first.</summary>
    public static IReadOnlyList<SeenObject> ListFrom(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("objects").EnumerateArray().Select(From).OrderByDescending(seen => seen.Score)];
    }

    /// <summary>Common area over united area of two boxes, 0 to 1.</summary>
    public double IntersectionOverUnion(SeenObject other)
    {
        double width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        double height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        double common = Math.Max(0, width) * Math.Max(0, height);
        return common / (Area + other.Area - common);
    }

    private double Area => (Right - Left) * (Bottom - Top);

    private static SeenObject From(JsonElement seen)
    {
        JsonElement box = seen.GetProperty("box");
        return new SeenObject(
            seen.GetProperty("label").GetString()!, seen.GetProperty("score").GetDouble(), Edge("left"), Edge("top"), Edge("right"), Edge("bottom"));

        double Edge(string name) => box.GetProperty(name).GetDouble();
    }
}
