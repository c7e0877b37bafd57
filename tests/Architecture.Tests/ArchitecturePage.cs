using EdgeVision.TestKit;

namespace EdgeVision.Architecture.Tests;

/// <summary>The rows of docs/architecture.md, "Who may use whom": the page is the list that the tests check.</summary>
internal static class ArchitecturePage
{
    /// <summary>
    /// The rows after the line that starts with "In `<paramref name="folder"/>`": each is indented and reads "Room ► Room, Room" or "Room ► nothing". The root
    /// namespace, whose rooms are named from there on and which has no name left, is written as <see cref="RoomRow.RootName"/>.
    /// </summary>
    /// <param name="folder">For example "src/Inference".</param>
    public static IReadOnlyList<RoomRow> RowsOf(string folder)
    {
        IEnumerable<string> rows = File.ReadLines(Repository.PathTo("docs", "architecture.md"))
            .SkipWhile(line => !line.StartsWith($"In `{folder}`", StringComparison.Ordinal))
            .SkipWhile(static line => !IsRow(line))
            .TakeWhile(IsRow);
        return [.. rows.Select(static line => line.Split('►')).Select(static row => new RoomRow(Name(row[0]), Names(row[1])))];
    }

    private static bool IsRow(string line) => line.StartsWith("    ", StringComparison.Ordinal) && line.Contains('►');

    private static string[] Names(string list) => list.Trim() is "nothing" ? [] : [.. list.Split(',').Select(Name)];

    private static string Name(string word) => word.Trim() is var name && name == RoomRow.RootName ? "" : name;
}
