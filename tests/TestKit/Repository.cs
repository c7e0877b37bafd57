namespace EdgeVision.TestKit;

/// <summary>Where the checkout and the folders beside it are.</summary>
public static class Repository
{
    /// <summary>The folder that holds EdgeVision.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of large test material beside the checkout; absent on most machines.</summary>
    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>A file of the checkout.</summary>
    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file of the shared test material; guard tests that need it with <see cref="SharedFactAttribute"/>.</summary>
    public static string SharedPathTo(params string[] parts) => Path.Combine([Shared, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeVision.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No EdgeVision.sln above {AppContext.BaseDirectory}; run the tests from a checkout.");
    }
}
