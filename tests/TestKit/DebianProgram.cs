namespace EdgeVision.TestKit;

/// <summary>Finds programs, also where Debian keeps them from ordinary users' paths.</summary>
public static class DebianProgram
{
    /// <summary>The program's path, or <see langword="null"/> where it is not installed.</summary>
    public static string? Find(string name)
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(':').Append("/usr/sbin").Append("/sbin").Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
