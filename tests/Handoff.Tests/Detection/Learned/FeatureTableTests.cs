using Cardline.Handoff.Detection.Learned;

namespace Cardline.Handoff.Tests.Detection.Learned;

/// <summary>Numbers of features are found again, also where keys meet in one slot or run over the end of the table.</summary>
public sealed class FeatureTableTests
{
    [Fact]
    public void End_ManyKeys_EachHasItsPlaceAndOthersHaveNone()
    {
        var keys = Enumerable.Range(1, 10_000).Select(number => Keys.Then(7, (ulong)number)).ToList();
        var table = new FeatureTable(keys);

        table.Count.ShouldBe(10_000);
        Numbers(table, keys).ShouldBe(Enumerable.Range(0, 10_000));
        Numbers(table, [.. Enumerable.Range(10_001, 10_000).Select(number => Keys.Then(7, (ulong)number))]).ShouldAllBe(number => number == -1);
    }

    /// <summary>Of three keys the table has eight slots; all of these begin in the last one.</summary>
    [Fact]
    public void End_KeysThatBeginInTheLastSlot_AreFoundPastTheEnd()
    {
        ulong[] keys = [(1UL << 40) | 7, (2UL << 40) | 7, (3UL << 40) | 7];
        var table = new FeatureTable(keys);

        Numbers(table, keys).ShouldBe([0, 1, 2]);
        Numbers(table, [(4UL << 40) | 7]).ShouldBe([-1]);
    }

    [Fact]
    public void End_NoKeys_FindsNothing() => Numbers(new FeatureTable([]), [0, 1, ulong.MaxValue]).ShouldBe([-1, -1, -1]);

    private static IEnumerable<int> Numbers(FeatureTable table, IReadOnlyList<ulong> keys)
    {
        Feature[] features = [.. keys.Select(key => new Feature(key, View.Words, 0))];
        var slots = new ulong[features.Length];
        table.Begin(features, slots);
        return [.. features.Select((feature, i) => table.End(feature.Key, slots[i]))];
    }
}
