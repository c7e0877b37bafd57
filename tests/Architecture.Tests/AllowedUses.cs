using System.Reflection;

namespace EdgeVision.Architecture.Tests;

/// <summary>Compares who may use whom, as rows say it, with who does.</summary>
internal static class AllowedUses
{
    /// <summary>
    /// Fails unless each type of <paramref name="assembly"/> is in the root, each namespace has one row and uses exactly the rooms that its row names,
    /// and each row names only rooms of rows below it, so that no loop can be written down.
    /// </summary>
    /// <param name="root">The assembly's root namespace; rooms are named from there on.</param>
    /// <param name="sources">The folder of its sources.</param>
    /// <param name="rows">From top to bottom.</param>
    public static void Check(Assembly assembly, string root, string sources, IReadOnlyList<RoomRow> rows)
    {
        NamespaceGraph graph = NamespaceGraph.Of(assembly, root, sources);
        string[] offences = [.. graph.Outsiders.Select(type => $"{type} is in no room: its namespace is not in {root}."), .. Offences(graph, rows)];

        Assert.True(offences.Length == 0, $"{root}: who uses whom is not what the rows of docs/architecture.md say.\n{string.Join('\n', offences)}");
    }

    /// <summary>A sentence for everything in <paramref name="graph"/> that is not as the rows say.</summary>
    internal static IEnumerable<string> Offences(NamespaceGraph graph, IReadOnlyList<RoomRow> rows)
    {
        Dictionary<string, int> places = [];
        for (int i = 0; i < rows.Count; i++)
        {
            if (!places.TryAdd(rows[i].Room, i))
                yield return $"{Name(rows[i].Room)} has two rows.";
        }

        foreach (string room in graph.Namespaces.Except(places.Keys))
        {
            string uses = string.Join(", ", graph.Uses.Where(use => use.From == room).Select(static use => Name(use.To)).Order(StringComparer.Ordinal));
            yield return $"{Name(room)} has types but no row; what it uses now: {Name(room)} ► {(uses.Length == 0 ? "nothing" : uses)}";
        }

        foreach (RoomRow row in rows)
        {
            if (!graph.Namespaces.Contains(row.Room))
                yield return $"{Name(row.Room)} has a row but no type.";
            foreach (string used in row.MayUse.Where(used => !places.TryGetValue(used, out int place) || place <= places[row.Room]))
                yield return $"{Name(row.Room)} names {Name(used)}, which has no row below it: a room may use only rooms of rows further down.";
            foreach (string used in row.MayUse.Where(used => !graph.TypesOf(row.Room, used).Any()))
                yield return $"{Name(row.Room)} names {Name(used)}, but uses nothing of it: take it out of the row.";
            foreach (string used in graph.Uses.Where(use => use.From == row.Room).Select(static use => use.To).Except(row.MayUse))
                yield return $"{Name(row.Room)} may not use {Name(used)}, but does:\n  {string.Join("\n  ", graph.TypesOf(row.Room, used))}";
        }
    }

    private static string Name(string room) => room.Length == 0 ? RoomRow.RootName : room;
}
