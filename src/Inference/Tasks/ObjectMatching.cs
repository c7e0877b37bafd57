namespace EdgeVision.Inference.Tasks;

/// <summary>
/// Which objects of two answers are the same thing: pairs of one class, the largest intersection over union first, each object in one pair at most.
/// </summary>
internal sealed class ObjectMatching
{
    private readonly int[] _partners;
    private readonly bool[] _isTaken;

    /// <param name="maximumScoreDifference">By how much the scores of a pair may differ.</param>
    public ObjectMatching(ReadOnlySpan<SeenObject> ones, ReadOnlySpan<SeenObject> others, float minimumIou, float maximumScoreDifference)
    {
        _partners = new int[ones.Length];
        Array.Fill(_partners, -1);
        _isTaken = new bool[others.Length];

        List<Pair> pairs = Candidates(ones, others, minimumIou, maximumScoreDifference);
        pairs.Sort();
        foreach (Pair pair in pairs)
        {
            if (_partners[pair.One] >= 0 || _isTaken[pair.Other])
                continue;

            _partners[pair.One] = pair.Other;
            _isTaken[pair.Other] = true;
            Count++;
        }
    }

    /// <summary>How many pairs there are.</summary>
    public int Count { get; }

    /// <summary>Whether an object of the first answer is in a pair.</summary>
    public bool HasOne(int index) => _partners[index] >= 0;

    /// <summary>Whether an object of the second answer is.</summary>
    public bool HasOther(int index) => _isTaken[index];

    private static List<Pair> Candidates(ReadOnlySpan<SeenObject> ones, ReadOnlySpan<SeenObject> others, float minimumIou, float maximumScoreDifference)
    {
        var pairs = new List<Pair>();
        for (int one = 0; one < ones.Length; one++)
        {
            for (int other = 0; other < others.Length; other++)
            {
                if (ones[one].Label != others[other].Label || MathF.Abs(ones[one].Score - others[other].Score) > maximumScoreDifference)
                    continue;

                float iou = ones[one].Box.IntersectionOverUnion(others[other].Box);
                if (iou >= minimumIou)
                    pairs.Add(new Pair(one, other, iou));
            }
        }

        return pairs;
    }

    private readonly record struct Pair(int One, int Other, float Iou) : IComparable<Pair>
    {
        /// <summary>Of equal overlaps comes first what would if the answers were exchanged, so that as many are matched either way.</summary>
        public int CompareTo(Pair other)
        {
            int order = other.Iou.CompareTo(Iou);
            if (order == 0)
                order = int.Min(One, Other).CompareTo(int.Min(other.One, other.Other));
            return order == 0 ? int.Max(One, Other).CompareTo(int.Max(other.One, other.Other)) : order;
        }
    }
}
