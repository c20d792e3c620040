namespace Cardline.Knowledge.Articles;

/// <summary>Checks that every <c>{{fact}}</c> of an article exists: an article with a hole in it is never served.</summary>
internal static class FactUse
{
    internal static bool Check(Article article, FactTable facts, ICollection<Finding> findings)
    {
        var before = findings.Count;
        CheckText(article.Title.Text, offset => article.Title.At with { Column = article.Title.At.Column + offset }, facts, findings);
        CheckText(article.Body.Markdown, offset => PlaceIn(article, offset), facts, findings);
        foreach (var question in article.Questions.Concat(article.NotQuestions)) CheckText(question.Text, _ => question.At, facts, findings);
        return findings.Count == before;
    }

    /// <summary>The place of a character of the body in its file.</summary>
    internal static Place PlaceIn(Article article, int offset)
    {
        var above = article.Body.Markdown.AsSpan(0, offset);
        return new Place(article.File, article.Body.FirstLine + above.Count('\n'), offset - (above.LastIndexOf('\n') + 1) + 1);
    }

    private static void CheckText(string text, Func<int, Place> at, FactTable facts, ICollection<Finding> findings)
    {
        foreach (var (name, start, _) in Placeholders.In(text))
        {
            if (!facts.Has(name))
                findings.Add(Finding.Error(FindingNumber.UnknownFact, at(start), $"There is no fact \"{name}\".", NearestName.Hint(name, facts.Names)));
        }

        if (Placeholders.StrayBraces(text) is >= 0 and var stray)
            findings.Add(Finding.Error(FindingNumber.UnknownFact, at(stray), "Two braces open or close without their partner.", "Write a fact as {{name}} on one line."));
    }
}
