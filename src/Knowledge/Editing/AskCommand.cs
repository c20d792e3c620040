using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Editing;

/// <summary>Asks one question as a cardholder would: <c>kb ask</c>.</summary>
internal sealed class AskCommand(Workbench bench)
{
    internal int Run(AskRequest request)
    {
        if (bench.Folder(request.Path) is not { } folder) return Workbench.Bad;
        var findings = new List<Finding>();
        var moment = Moment(request.On, findings);
        if (findings.Count > 0) return bench.Refuse(findings);
        var index = bench.Index(folder);
        var knowledge = new IndexedAnswers(() => index, bench.Zone);
        var question = new Question(request.Question, request.Lang ?? LanguageOf(request.Question), moment) { Holds = Holds(request, index.At(Dates.DayOf(moment, bench.Zone)), findings) };
        question = question with { Earlier = Before(request, question, knowledge, findings) };
        if (findings.Count > 0) return bench.Refuse(findings);
        var vectors = bench.Vectors(index, moment);
        if (vectors?.Of([question.Text]) is { Count: > 0 } found) question = question with { Embedding = found[question.Text] };
        var answer = knowledge.Ask(question);
        if (request.Json) bench.Output.WriteLine(ReportJson.Of(answer, request.Why, vectors?.Figures));
        else AnswerText.Write(answer, request.Why, bench.Output, vectors?.Figures);
        return Workbench.Good;
    }

    internal static string LanguageOf(string text) => text.Any(Folding.IsHan) ? Languages.Chinese : Languages.English;

    // Noon, because in some zones the first hour of some days does not exist.
    private DateTimeOffset Moment(string? on, List<Finding> findings)
    {
        if (on is null) return bench.Time.GetUtcNow();
        if (Dates.Parse(on) is not { } day)
        {
            Refuse(findings, "--on", $"\"{on}\" is not a day.", Dates.Mend);
            return default;
        }

        var noon = day.ToDateTime(new TimeOnly(12, 0));
        return new DateTimeOffset(noon, bench.Zone.GetUtcOffset(noon));
    }

    private static Dictionary<string, string> Holds(AskRequest request, Period period, List<Finding> findings)
    {
        var holds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (filter, value) in ((string, string?)[])[("product", request.Product), ("region", request.Region)])
        {
            if (value is null) continue;
            var known = period.Articles
                .SelectMany(article => article.Languages)
                .SelectMany(shown => shown.Article.Applies.GetValueOrDefault(filter) ?? [])
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (known.TryGetValue(value, out var written)) holds[filter] = written;
            else Refuse(findings, $"--{filter}", $"No article in force is limited to the {filter} \"{value}\".", known.Count == 0 ? "Leave the option out." : NearestName.Hint(value, known));
        }

        return holds;
    }

    private static Earlier? Before(AskRequest request, Question question, IndexedAnswers knowledge, List<Finding> findings)
    {
        if (request.EarlierArticle is { } named)
        {
            var shown = knowledge.Show(named, question.Lang, question.AskedAt);
            if (shown is not null) return new Earlier(request.Earlier ?? shown.Candidates[0].Title, named);
            Refuse(findings, "--earlier-article", $"No article \"{named}\" is in force.", "Name the id of an article; kb ask shows ids.");
            return null;
        }

        if (request.Earlier is null) return null;
        var earlier = knowledge.Ask(question with { Text = request.Earlier });
        if (earlier.Outcome == AnswerOutcome.Answer) return new Earlier(request.Earlier, earlier.Candidates[0].Article);
        Refuse(findings, "--earlier", $"The earlier question is not answered by one article ({ReportJson.Word(earlier.Outcome)}).", "Name the article that answered it with --earlier-article.");
        return null;
    }

    // The place of a word on the command line is the option itself.
    private static void Refuse(List<Finding> findings, string option, string wrong, string mend) =>
        findings.Add(Finding.Error(FindingNumber.BadOption, new Place(option), wrong, mend));
}
