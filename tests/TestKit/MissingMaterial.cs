namespace EdgeVision.TestKit;

/// <summary>Why a test that needs shared material is skipped.</summary>
internal static class MissingMaterial
{
    /// <summary>A sentence, or <see langword="null"/> where the material is there.</summary>
    public static string? Reason(SharedMaterial needed)
    {
        if (Directory.Exists(Repository.Shared))
            return null;

        string[] missing = [.. Enum.GetValues<SharedMaterial>().Where(material => needed.HasFlag(material)).Select(Describe)];
        return $"needs ../shared, which is not beside this checkout: {string.Join("; ", missing)} (tests/Golden has what a clone tests instead)";
    }

    private static string Describe(SharedMaterial material) => material switch
    {
        SharedMaterial.Networks => "networks that others trained and that are not ours to hand on",
        _ => "pictures of COCO, ImageNet or Pascal VOC, whose terms forbid to hand them on",
    };
}
