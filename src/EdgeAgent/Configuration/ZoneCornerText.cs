using System.Globalization;
using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Corners of zones, and what to write instead of pixels.</summary>
internal static class ZoneCornerText
{
    private static readonly (int Width, int Height)[] s_pictures = [(640, 480), (1280, 720), (1920, 1080), (3840, 2160), (7680, 4320)];

    /// <summary>A corner, or the end of a sentence that says why it is none.</summary>
    public static ZoneCorner? Read(ConfigurationNode node, out string error)
    {
        error = $"{node} is not a corner; write [x, y] with both from 0 to 1.";
        if (node is not { Kind: ConfigurationNodeKind.Array, Items.Count: 2 } || !IsNumber(node.Items[0], out float x) || !IsNumber(node.Items[1], out float y))
            return null;
        if (x is >= 0 and <= 1 && y is >= 0 and <= 1)
            return new ZoneCorner(x, y);

        string corner = $"[{node.Items[0]}, {node.Items[1]}]";
        (int width, int height) = s_pictures.FirstOrDefault(picture => x >= 0 && y >= 0 && x <= picture.Width && y <= picture.Height);
        error = $"{corner} is outside the picture; corners are parts of it from 0 to 1, [0, 0] top left and [1, 1] bottom right.";
        if (width > 0 && (x > 2 || y > 2))
        {
            error = string.Create(
                CultureInfo.InvariantCulture,
                $"{corner} is in pixels; write parts of the picture from 0 to 1, x divided by its width and y by its height: "
                + $"of {width} × {height} pixels that is [{x / width:0.###}, {y / height:0.###}].");
        }

        return null;
    }

    private static bool IsNumber(ConfigurationNode node, out float number)
    {
        number = 0;
        return node.Kind == ConfigurationNodeKind.Number
            && float.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && float.IsFinite(number);
    }
}
