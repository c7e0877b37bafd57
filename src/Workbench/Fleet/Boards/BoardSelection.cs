using System.IO.Enumeration;
using System.Text.Json.Serialization;

namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>Which boards are meant: those of these names, of these groups, or whose names match; nothing at all means every one.</summary>
/// <param name="Patterns"><c>*</c> stands for any characters, <c>?</c> for one.</param>
internal sealed record BoardSelection(IReadOnlyList<string> Names, IReadOnlyList<string> Groups, IReadOnlyList<string> Patterns)
{
    /// <summary>Whether nothing is said.</summary>
    [JsonIgnore]
    public bool IsEmpty => Names.Count + Groups.Count + Patterns.Count == 0;

    /// <summary>Whether a board is meant.</summary>
    public bool Holds(BoardView board) => IsEmpty || Names.Contains(board.Name, StringComparer.Ordinal)
        || Patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, board.Name, ignoreCase: false))
        || (board.State is { } state && state.Groups.Any(group => Groups.Contains(group, StringComparer.Ordinal)));
}
