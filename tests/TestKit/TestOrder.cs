using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace EdgeVision.TestKit;

/// <summary>
/// In which order the classes of a <see cref="TestRun"/> and the tests of each run: <c>name</c>, <c>reverse</c>, or <c>shuffle:SEED</c>
/// with a whole number. xunit's own order depends on the folder an assembly lies in. Tests that leave something behind, or live on what
/// others have left, show in one of them.
/// </summary>
public sealed class TestOrder : ITestCaseOrderer
{
    /// <summary>The environment variable that says it; empty or absent: by name.</summary>
    public const string Variable = "EDGEVISION_TEST_ORDER";

    private const string Shuffle = "shuffle:";
    private readonly bool _reverse;
    private readonly int? _seed;

    /// <summary>The order of <see cref="Variable"/>; xunit makes it so.</summary>
    public TestOrder()
        : this(Environment.GetEnvironmentVariable(Variable))
    {
    }

    /// <param name="order">As <see cref="Variable"/> has it.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public TestOrder(string? order)
    {
        if (order is null or "" or "name")
            return;
        _reverse = order == "reverse";
        if (order.StartsWith(Shuffle, StringComparison.Ordinal)
            && int.TryParse(order[Shuffle.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int seed))
            _seed = seed;
        if (!_reverse && _seed is null)
            throw new ArgumentException($"{Variable} is \"{order}\"; it can be name, reverse, or shuffle:SEED with a whole number from 0 on.", nameof(order));
    }

    /// <summary>Puts things in order by their names, equal names as they came.</summary>
    public IEnumerable<T> Arrange<T>(IEnumerable<T> things, Func<T, string> nameOf)
    {
        IOrderedEnumerable<T> byKey = things.OrderBy(thing => Key(nameOf(thing)), StringComparer.Ordinal);
        return _reverse ? byKey.Reverse() : byKey;
    }

    /// <inheritdoc/>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase => Arrange(testCases, test => test.DisplayName);

    // A hash, not a generator of random numbers: the order of two names does not depend on the others.
    private string Key(string name) =>
        _seed is int seed ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {name}")))) : name;
}
