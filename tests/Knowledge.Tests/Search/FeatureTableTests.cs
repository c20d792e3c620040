using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

/// <summary>The table of features finds what was added and nothing else, also where keys want the same place.</summary>
public sealed class FeatureTableTests
{
    private const int Many = 5_000;

    [Fact]
    public void Find_KeysThatWantOnePlace_FindsEachAndNoOther()
    {
        // The low bits are the place, so these all begin their search at the same slot.
        ulong[] keys = [.. Enumerable.Range(0, 20).Select(number => (ulong)number << 40)];
        var table = new FeatureTable(keys.Length);

        for (var number = 0; number < keys.Length; number++) table.Add(keys[number]).ShouldBe(number);

        for (var number = 0; number < keys.Length; number++) table.Find(keys[number]).ShouldBe(number);
        table.Find(21UL << 40).ShouldBe(-1);
        table.Find(1).ShouldBe(-1);
    }

    [Fact]
    public void Find_ManyKeys_AgreesWithADictionary()
    {
        var random = new Random(3);
        var expected = new Dictionary<ulong, int>();
        var table = new FeatureTable(Many);
        while (expected.Count < Many)
        {
            var key = (ulong)random.NextInt64();
            if (expected.TryAdd(key, expected.Count)) table.Add(key);
        }

        foreach (var (key, number) in expected)
        {
            table.Find(key).ShouldBe(number);
            table.Find(~key).ShouldBe(expected.GetValueOrDefault(~key, -1));
        }
    }

    [Fact]
    public void Add_MoreThanItWasMadeFor_IsRefusedBeforeASearchCouldRunForEver()
    {
        var table = new FeatureTable(2);
        table.Add(1);
        table.Add(2);

        Should.Throw<ArgumentOutOfRangeException>(() => table.Add(3));
        table.Find(3).ShouldBe(-1);
    }

    [Fact]
    public void Find_InAnEmptyTable_FindsNothing()
    {
        new FeatureTable(0).Find(0).ShouldBe(-1);
    }
}
