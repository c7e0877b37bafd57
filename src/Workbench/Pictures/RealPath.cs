namespace EdgeVision.Workbench.Pictures;

/// <summary>Where a path leads: two spellings of one file have one real path. Hard links stay apart.</summary>
internal static class RealPath
{
    // As many as Linux follows before it takes them for a circle.
    private const int MaxLinks = 40;

    /// <summary>The absolute path without symbolic links; what is not there, and links in a circle, are taken as they are spelled.</summary>
    public static string Of(string path)
    {
        Stack<string> rest = new();
        Push(rest, Path.GetFullPath(path));
        string real = "/";
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }

            string next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
                return Path.GetFullPath(path);
            real = Path.IsPathRooted(target) ? "/" : real;
            Push(rest, target);
        }

        return real;
    }

    private static void Push(Stack<string> rest, string path)
    {
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (part != ".")
                rest.Push(part);
        }
    }
}
