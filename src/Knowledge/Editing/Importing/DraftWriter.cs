using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>How many drafts came out of an import, and how.</summary>
internal sealed record ImportCounts
{
    internal int Made { get; set; }

    internal int Extended { get; set; }

    internal int Beside { get; set; }

    internal int Unchanged { get; set; }

    internal int Failed { get; set; }
}

/// <summary>Writes planned entries as drafts. Adds phrasings; never changes or removes a word that was there.</summary>
internal sealed class DraftWriter(string folder, Shelf shelf, DateOnly today, string? owner, ICollection<Finding> findings)
{
    private static readonly string[] HandWritten = ["editorial", "custom editorial"];

    internal ImportCounts Counts { get; } = new();

    internal void Write(ShelfEntry entry, IReadOnlyList<string> followups)
    {
        var at = entry.Pairs[0].At;
        if (shelf.IsUnreadable(entry)) Fail(Finding.Error(FindingNumber.ImportKept, at, $"The draft \"{entry.Id}\" in {entry.Lang} is there already and cannot be read.", "Mend its front matter or remove it, and import again; it was left as it is."));
        else if (entry.OnDisk is null) Make(entry, followups, at);
        else Extend(entry, at);
    }

    private void Make(ShelfEntry entry, IReadOnlyList<string> followups, Place at)
    {
        var first = entry.Pairs[0];
        var text = DraftText.Of(Content(entry, first, first.Answer.Text) with { Followups = followups, Questions = NewQuestions(entry, [first.Questions[0].Text]) });
        if (!IsServable(entry.DraftFile, text, first)) return;
        if (File.Exists(Path.Combine(folder, entry.DraftFile)))
        {
            // The shelf has not seen it: it came in the meantime, or there are more drafts than are looked at.
            Fail(Finding.Error(FindingNumber.ImportKept, at, $"{entry.DraftFile} is there already.", "Move finished drafts below articles and import again; it was left as it is."));
            return;
        }

        text = Beside(entry, entry.Pairs.Skip(1), text, first.Answer.Text, []);
        if (Save(entry.DraftFile, text, at)) Counts.Made++;
    }

    private void Extend(ShelfEntry entry, Place at)
    {
        var article = entry.OnDisk!;
        if (Lint.Text(folder, article.File, findings) is not { } before)
        {
            Counts.Failed++;
            return;
        }

        var known = article.Questions.Prepend(article.Title).Concat(article.NotQuestions).Select(question => question.Text).ToList();
        var after = DraftEdit.WithQuestions(article.File, before, NewQuestions(entry, known));
        if (after is null)
        {
            Fail(Finding.Error(FindingNumber.ImportKept, at, $"The new phrasings cannot be added to {article.File} without touching something else.", "Write its questions as a list, one per line, and import again; it was left as it is."));
            return;
        }

        var isLonger = after != before;
        var filled = Placeholders.Fill(article.Body.Markdown, entry.Facts, article.Lang, today);
        var beside = Counts.Beside;
        after = Beside(entry, entry.Pairs, after, article.Body.Markdown, filled is null ? [] : [filled]);
        // An article without a draft gets one only for new phrasings; what was brought for it is noted there.
        if (!entry.IsDraft && !isLonger) after = before;
        if (after == before) Counts.Unchanged += Counts.Beside == beside ? 1 : 0;
        else if (Save(entry.DraftFile, after, at)) Counts.Extended += isLonger ? 1 : 0;
    }

    // Answers that differ from the one that is there are written beside it, and remembered in the draft's text.
    private string Beside(ShelfEntry entry, IEnumerable<ImportedPair> pairs, string text, string body, IReadOnlyList<string> alike)
    {
        foreach (var pair in pairs)
        {
            var answer = pair.Answer.Text;
            var same = alike.Prepend(body).Any(other => ImportId.Plain(other) == ImportId.Plain(answer));
            if (same || DraftEdit.Remembers(text, answer)) continue;
            var file = Shelf.ConflictFile(entry, answer);
            if (!File.Exists(Path.Combine(folder, file)))
            {
                if (!Save(file, DraftText.Of(Content(entry, pair, answer)), pair.At)) continue;
                Counts.Beside++;
                findings.Add(Finding.Warning(FindingNumber.ImportConflict, pair.Answer.At, $"\"{entry.Id}\" has another answer already.", $"This one was written to {file}; take what is right from it and delete it."));
            }

            text = DraftEdit.Remember(text, answer);
        }

        return text;
    }

    private DraftContent Content(ShelfEntry entry, ImportedPair pair, string body) => new(entry.Id, entry.Lang, pair.Questions[0].Text, body)
    {
        Applies = entry.Applies,
        Owner = owner,
        Source = pair.Source is null || HandWritten.Contains(pair.Source, StringComparer.OrdinalIgnoreCase) ? null : pair.Source,
    };

    private static List<string> NewQuestions(ShelfEntry entry, IEnumerable<string> known)
    {
        var keys = known.Select(Folding.Key).ToHashSet(StringComparer.Ordinal);
        return [.. entry.Pairs.SelectMany(pair => pair.Questions).Select(question => question.Text).Where(question => keys.Add(Folding.Key(question)))];
    }

    private bool IsServable(string file, string text, ImportedPair pair)
    {
        var own = new List<Finding>();
        if (text.Length <= FolderReader.FileBytesMax / 3 && DraftText.Read(file, text, own) is not null) return true;
        var why = own.Find(finding => finding.Severity == Severity.Error)?.Wrong ?? "It is too long for one article.";
        var number = own.Exists(finding => finding.Number == FindingNumber.MissingPart) ? FindingNumber.ImportEmpty : FindingNumber.ImportShape;
        Fail(Finding.Error(number, pair.At, $"The pair makes no article: {why}", "Mend it in the file and import again; it was left out."));
        return false;
    }

    private bool Save(string file, string text, Place at)
    {
        if (WholeFile.Write(Path.Combine(folder, file), text)) return true;
        Fail(WholeFile.Refusal(file) with { At = at });
        return false;
    }

    private void Fail(Finding finding)
    {
        findings.Add(finding);
        Counts.Failed++;
    }
}
