namespace EdgeVision.EdgeAgent.Settings;

/// <summary>Finds what somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>A sentence for a message: “did you mean …?” where a candidate is near, otherwise all of them.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> candidates)
    {
        string? nearest = candidates.MinBy(candidate => Distance(name, candidate));
        if (nearest is null)
            return "there is none.";

        return Distance(name, nearest) <= Math.Max(2, nearest.Length / 3)
            ? $"did you mean \"{nearest}\"?"
            : $"use one of {string.Join(", ", candidates.Take(20))}{(candidates.Count > 20 ? ", …" : "")}.";
    }

    /// <summary>Insertions, deletions and replacements between two names, case ignored (Levenshtein 1966).</summary>
    public static int Distance(string a, string b)
    {
        // Nobody means a name far longer than any candidate; the limit keeps hostile input cheap.
        if (a.Length > 100)
            return a.Length;

        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = previous[j - 1] + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replaced, 1 + Math.Min(previous[j], current[j - 1]));
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
