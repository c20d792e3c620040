namespace Cardline.Knowledge.Articles;

/// <summary>One value of a fact and the day it comes into force; <see cref="DateOnly.MinValue"/> when it always was.</summary>
internal sealed record FactValue(DateOnly From, FactUnit Unit, string English, string Chinese);

/// <summary>All facts, each with its dated values in order. Immutable.</summary>
internal sealed class FactTable(IReadOnlyDictionary<string, IReadOnlyList<FactValue>> facts)
{
    internal static FactTable Empty { get; } = new(new Dictionary<string, IReadOnlyList<FactValue>>(StringComparer.Ordinal));

    internal IEnumerable<string> Names => facts.Keys;

    /// <summary>Days on which some value changes.</summary>
    internal IEnumerable<DateOnly> Changes => facts.Values.SelectMany(values => values).Select(value => value.From).Where(from => from > DateOnly.MinValue);

    internal bool Has(string name) => facts.ContainsKey(name);

    internal IReadOnlyList<FactValue> Values(string name) => facts.TryGetValue(name, out var values) ? values : [];

    internal FactValue? InForce(string name, DateOnly day) =>
        facts.TryGetValue(name, out var values) ? values.LastOrDefault(value => value.From <= day) : null;
}
