namespace EdgeVision.Peripherals;

/// <summary>A text as one row of a display can show it.</summary>
internal static class TextRow
{
    // U+00C0 to U+00FF without their accents.
    private const string WithoutAccents = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

    /// <summary>Printable ASCII of exactly the given length: letters of Latin-1 lose their accents, anything else is a question mark.</summary>
    public static string Fit(string text, int length) => string.Create(length, text, static (row, text) =>
    {
        for (int i = 0; i < row.Length; i++)
            row[i] = i < text.Length ? Fold(text[i]) : ' ';
    });

    private static char Fold(char character) => character switch
    {
        >= ' ' and <= '~' => character,
        >= '\u00C0' and <= '\u00FF' => WithoutAccents[character - '\u00C0'],
        _ => '?',
    };
}
