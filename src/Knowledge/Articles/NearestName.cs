namespace Cardline.Knowledge.Articles;

/// <summary>Names the existing name that an editor probably meant.</summary>
internal static class NearestName
{
    // Beyond this share of letters changed a suggestion confuses more than it helps.
    private const double ChangedShareMax = 0.5;

    internal static string? Of(string name, IEnumerable<string> known)
    {
        var best = known
            .Select(other => (Name: other, Distance: Distance(name, other)))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is not null && best.Distance <= ChangedShareMax * Math.Max(name.Length, best.Name.Length) ? best.Name : null;
    }

    internal static string Hint(string name, IEnumerable<string> known) =>
        Of(name, known) is { } nearest ? $"Did you mean \"{nearest}\"?" : $"Known are: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(12))}.";

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
