using System.Security.Cryptography;
using System.Text;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>Which board is in which wave.</summary>
internal static class WavePlan
{
    /// <summary>
    /// The order in which boards are told: by a hash of the rollout and the name, which is the same however often it is asked for, and which puts neighbours
    /// apart. Boards that are not there come last, for a wave of them alone would teach nothing.
    /// </summary>
    public static IReadOnlyList<string> Order(string rollout, IEnumerable<(string Name, bool IsOffline)> boards) =>
    [
        .. boards.OrderBy(static board => board.IsOffline)
            .ThenBy(board => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{rollout}\n{board.Name}"))), StringComparer.Ordinal)
            .Select(static board => board.Name),
    ];

    /// <summary>The waves that tell anybody, each with the number of boards that have been told with it.</summary>
    public static IReadOnlyList<(WaveShare Share, int Upto)> Waves(IReadOnlyList<WaveShare> shares, int boards)
    {
        List<(WaveShare Share, int Upto)> waves = [];
        foreach (WaveShare share in shares)
        {
            int upto = share.Of(boards);
            if (upto > (waves.Count > 0 ? waves[^1].Upto : 0))
                waves.Add((share, upto));
        }

        return waves;
    }
}
