using System.Globalization;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>How many boards have been told when a wave has begun: a part of all, as <c>10%</c>, or a number of them.</summary>
internal readonly record struct WaveShare(decimal Number, bool IsPart)
{
    /// <summary>The most waves of a rollout.</summary>
    public const int MaxWaves = 100;

    /// <summary>Reads <c>1%,10%,100%</c>.</summary>
    /// <param name="error">The end of a sentence that begins with the text.</param>
    public static WaveShare[]? ParseAll(string text, out string error)
    {
        string[] words = text.Split(',', StringSplitOptions.TrimEntries);
        var shares = new WaveShare[words.Length];
        error = $"has {words.Length} waves; use at most {MaxWaves}.";
        if (words.Length > MaxWaves)
            return null;
        for (int i = 0; i < words.Length; i++)
        {
            bool isPart = words[i].EndsWith('%');
            bool isNumber = decimal.TryParse(isPart ? words[i][..^1] : words[i], isPart ? NumberStyles.AllowDecimalPoint : NumberStyles.None,
                CultureInfo.InvariantCulture, out decimal number);
            error = $"has the wave '{words[i]}'; write parts of all boards or numbers of boards, that rise, as 1%,10%,50%,100%.";
            if (!isNumber || number <= 0 || (isPart ? number > 100 : number > int.MaxValue))
                return null;
            shares[i] = new WaveShare(number, isPart);
            error = $"does not rise from '{words[Math.Max(i - 1, 0)]}' to '{words[i]}': a wave counts the boards of those before it, as 1%,10%,50%,100%.";
            if (i > 0 && shares[i - 1].IsPart == isPart && shares[i - 1].Number >= number)
                return null;
        }

        error = "";
        return shares;
    }

    /// <summary>How many of <paramref name="all"/> boards that is, at least one.</summary>
    public int Of(int all) => (int)Math.Clamp(IsPart ? Math.Ceiling(all * Number / 100) : Number, Math.Min(1, all), all);

    /// <summary>As it is typed.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + (IsPart ? "%" : "");
}
