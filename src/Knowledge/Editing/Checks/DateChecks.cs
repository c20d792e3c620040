using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds articles that nobody is served any more, days without any version, and dates that contradict each other.</summary>
internal static class DateChecks
{
    internal static IEnumerable<Finding> Of(Checkup checkup) => checkup.Articles
        .GroupBy(article => (article.Id, article.Lang))
        .SelectMany(versions => OfVersions([.. versions.OrderBy(article => article.From)], checkup.Today));

    private static IEnumerable<Finding> OfVersions(List<Article> versions, DateOnly today)
    {
        // The latest version that has begun counts, also when it has expired: see Index/ArticleInForce.
        var current = versions.FindLastIndex(article => article.From <= today);
        for (var i = 0; i < versions.Count; i++)
        {
            var article = versions[i];
            if (i >= current && article.ReviewBy < today) yield return Overdue(article);
            if (article.Expires is not { } expires) continue;
            if (expires < article.From) yield return TooEarly(article, expires);
            else if (i == current && expires < today) yield return Expired(article, expires);
            if (expires >= article.From && i + 1 < versions.Count && expires.DayNumber + 1 < versions[i + 1].From.DayNumber) yield return Gap(article, expires, versions[i + 1]);
        }
    }

    private static Finding Overdue(Article article) => Finding.Warning(
        FindingNumber.ReviewOverdue,
        article.ReviewByAt,
        $"The article should have been read again by {Day(article.ReviewBy!.Value)}.",
        "Read it against the terms in force, then set review_by to the next date.");

    private static Finding TooEarly(Article article, DateOnly expires) => Finding.Error(
        FindingNumber.ExpiresTooEarly,
        article.ExpiresAt,
        $"The article expires on {Day(expires)}, before its first day {Day(article.From)}, so it is never served.",
        "Correct expires, or the date in the file name.");

    private static Finding Expired(Article article, DateOnly expires) => Finding.Warning(
        FindingNumber.Expired,
        article.ExpiresAt,
        $"\"{article.Id}\" in {article.Lang} expired on {Day(expires)}: nobody is served it any more.",
        "Move expires, write a new dated version, or delete the file.");

    private static Finding Gap(Article article, DateOnly expires, Article next)
    {
        var (from, until) = (expires.AddDays(1), next.From.AddDays(-1));
        return Finding.Warning(
            FindingNumber.DateGap,
            article.ExpiresAt,
            $"From {Day(from)} until {Day(until)} ({until.DayNumber - from.DayNumber + 1} days) there is no version: the next one ({next.File}) begins on {Day(next.From)}.",
            "Take expires out, the next version takes over by itself; or let that one begin earlier.") with { Also = new Place(next.File) };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
