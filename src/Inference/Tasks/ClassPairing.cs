namespace EdgeVision.Inference.Tasks;

/// <summary>
/// Which classes of two answers are the same: those of one name. Where a model has two classes of one name, as ImageNet has two of "crane", the better of one
/// answer is the better of the other.
/// </summary>
internal static class ClassPairing
{
    /// <summary>Where in <paramref name="others"/> the class at <paramref name="index"/> of <paramref name="ones"/> is; −1: it is not there.</summary>
    public static int PartnerOf(ReadOnlySpan<SeenClass> ones, int index, ReadOnlySpan<SeenClass> others)
    {
        string label = ones[index].Label;
        int before = 0;
        foreach (SeenClass seen in ones[..index])
            before += seen.Label == label ? 1 : 0;
        for (int i = 0; i < others.Length; i++)
        {
            if (others[i].Label == label && before-- == 0)
                return i;
        }

        return -1;
    }
}
