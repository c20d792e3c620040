namespace Cardline.Handoff.Measuring;

/// <summary>What <c>handoff eval</c> prints; the names are those of its JSON.</summary>
public sealed class HandoffMeasures : HandoffFigures
{
    /// <summary>The language of cases that name none.</summary>
    public const string NoLanguage = "unknown";

    private readonly SortedDictionary<string, FoundMeasures> _reasons = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, LanguageMeasures> _perLanguage = new(StringComparer.Ordinal);

    internal HandoffMeasures(IReadOnlyList<JudgedCase> judged, LateMeasures late, Microseconds decisionMicroseconds, int wrongMax)
        : base(judged)
    {
        (Late, DecisionMicroseconds) = (late, decisionMicroseconds);
        foreach (var name in judged.Select(one => one.Case.Reason).Concat(judged.Select(one => one.Got.Reason)).Distinct(StringComparer.Ordinal))
        {
            _reasons[name] = new FoundMeasures(
                Share.Of(judged.Where(one => one.Got.Reason == name), one => one.Case.Reason == name),
                Share.Of(judged.Where(one => one.Case.Reason == name), one => one.Got.Reason == name));
        }

        foreach (var lang in judged.GroupBy(one => one.Case.Lang ?? NoLanguage, StringComparer.Ordinal))
        {
            _perLanguage[lang.Key] = new LanguageMeasures([.. lang]);
        }

        var wrong = judged.Index().Where(one => !one.Item.IsDecided || !one.Item.IsReasoned).ToList();
        Confusion = [.. wrong.GroupBy(one => (Expected: Expected(one.Item), Got: Got(one.Item)))
            .Select(pair => new Confused(pair.Key.Expected, pair.Key.Got, pair.Count()))
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Expected, StringComparer.Ordinal).ThenBy(pair => pair.Got, StringComparer.Ordinal)];
        Wrong = [.. wrong.Take(wrongMax).Select(one => new WrongCase(
            one.Index, Expected(one.Item), Got(one.Item), one.Item.Got.Rule is null ? one.Item.Got.Reason : $"{one.Item.Got.Rule}: {one.Item.Got.Evidence}",
            one.Item.Case.File, one.Item.Case.Line))];
    }

    /// <summary>Gets how well each reason is found.</summary>
    public IReadOnlyDictionary<string, FoundMeasures> Reasons => _reasons;

    /// <summary>Gets the figures of each language that a case names.</summary>
    public IReadOnlyDictionary<string, LanguageMeasures> PerLanguage => _perLanguage;

    /// <summary>Gets what was taken for what, the most frequent first; what was right is not in it.</summary>
    public IReadOnlyList<Confused> Confusion { get; }

    /// <summary>Gets at which turn a person comes in.</summary>
    public LateMeasures Late { get; }

    /// <summary>Gets how long one decision takes.</summary>
    public Microseconds DecisionMicroseconds { get; }

    /// <summary>Gets the cases that went wrong, in their order, as many as were asked for.</summary>
    public IReadOnlyList<WrongCase> Wrong { get; }

    private static string Expected(JudgedCase one) => $"{one.Case.Expect}/{one.Case.Reason}";

    private static string Got(JudgedCase one) => $"{one.Step}/{one.Got.Reason}";
}

/// <summary>One thing taken for another.</summary>
/// <param name="Expected">Decision and reason expected.</param>
/// <param name="Got">Decision and reason given.</param>
/// <param name="Count">How often.</param>
public sealed record Confused(string Expected, string Got, int Count);

/// <summary>How long something takes, in microseconds.</summary>
/// <param name="P50">Half take no longer.</param>
/// <param name="P99">Of a hundred, one takes longer.</param>
public sealed record Microseconds(double P50, double P99);

/// <summary>A case that went wrong.</summary>
/// <param name="Index">Counted from 0 over the cases of all files.</param>
/// <param name="Expected">Decision and reason expected.</param>
/// <param name="Got">Decision and reason given.</param>
/// <param name="Reason">The rule that decided and the words it found.</param>
/// <param name="File">Name of its file.</param>
/// <param name="Line">Its line, counted from 1.</param>
public sealed record WrongCase(int Index, string Expected, string Got, string Reason, string File, int Line);
