using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>Answers from whichever index is current when the question arrives.</summary>
internal sealed class IndexedAnswers(Func<KnowledgeIndex> current, TimeZoneInfo zone, Func<ComplianceRules?>? compliance = null) : IKnowledgeBase
{
    public ComplianceRules? Compliance => compliance?.Invoke();

    public string Version => current().Version;

    public KnowledgeAnswer Ask(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (writer, period) = At(question.Lang, question.AskedAt);
        if (new FollowUp(period, writer, Languages.Nearest(question.Lang)).Answer(question) is { } followed) return followed;
        return writer.Reply(period.Ranker.Rank(question.Text ?? string.Empty, question.Holds, question.Embedding));
    }

    public KnowledgeAnswer? Show(string articleId, string lang, DateTimeOffset askedAt) => At(lang, askedAt).Writer.Show(articleId);

    public string? Fact(string name, string lang, DateTimeOffset askedAt)
    {
        var value = current().Facts.InForce(name, Dates.DayOf(askedAt, zone));
        return Languages.Nearest(lang) == Languages.Chinese ? value?.Chinese : value?.English;
    }

    public IReadOnlyDictionary<string, string> Named(string text, DateTimeOffset askedAt) =>
        current().At(Dates.DayOf(askedAt, zone)).Names.Single(Folding.Fold(text ?? string.Empty));

    public DateTimeOffset AtTheBank(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone);

    public IReadOnlyList<string> PhoneNumbers()
    {
        var facts = current().Facts;
        return [.. facts.Names.SelectMany(facts.Values).Where(value => value.Unit == FactUnit.Phone).Select(value => value.English).Distinct(StringComparer.Ordinal)];
    }

    private (AnswerWriter Writer, Period Period) At(string lang, DateTimeOffset moment)
    {
        // Read once: a swap in the middle of a question must not mix two indexes.
        var index = current();
        var period = index.At(Dates.DayOf(moment, zone));
        return (new AnswerWriter(period, index.Version, Languages.Nearest(lang)), period);
    }
}
