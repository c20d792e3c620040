using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>Decides for every imported pair into which draft it belongs, before anything is written.</summary>
internal sealed class ImportPlan(Shelf shelf, string folder, string? lang, ICollection<Finding> findings)
{
    private readonly List<ShelfEntry> touched = [];
    private readonly Dictionary<string, ShelfEntry> byNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ShelfEntry> byQuestion = new(StringComparer.Ordinal);

    /// <summary>Gets the drafts and articles that pairs belong into, in the order of the file.</summary>
    internal IReadOnlyList<ShelfEntry> Touched => touched;

    internal void Add(ImportedPair pair)
    {
        var title = pair.Questions[0].Text;
        var language = lang ?? AskCommand.LanguageOf(title);
        var applies = Applies(pair);
        Report(pair);
        var entry = Existing(pair, language, applies) ?? Made(pair, language, applies);
        if (entry.Pairs.Count == 0) touched.Add(entry);
        entry.Pairs.Add(pair);
        if (pair.SourceId.Length > 0) byNumber.TryAdd(pair.SourceId, entry);
        foreach (var question in pair.Questions) byQuestion.TryAdd(Folding.Key(question.Text), entry);
        if (!entry.HasApplies(applies) && applies.Count > 0)
            findings.Add(Finding.Warning(FindingNumber.ImportNoPlace, pair.At, $"\"{entry.Id}\" is limited otherwise than this pair.", "What stands in the article or draft was kept."));
    }

    /// <summary>The articles that the prompts of an entry lead to. Call it when all pairs were added.</summary>
    internal IReadOnlyList<string> Followups(ShelfEntry entry)
    {
        var followups = new List<string>();
        foreach (var prompt in entry.Pairs.SelectMany(pair => pair.Prompts))
        {
            var target = byNumber.GetValueOrDefault(prompt.Target) ?? byQuestion.GetValueOrDefault(Folding.Key(prompt.Target))
                ?? (shelf.Asking(entry.Lang, prompt.Target) is [var known, ..] ? known : null);
            if (target is null || target == entry) Lost(prompt, target is null ? $"leads to \"{prompt.Target}\", which is not in this file" : "leads to its own question");
            else if (!followups.Contains(target.Id)) Keep(entry, prompt, target, followups);
        }

        return followups;
    }

    private void Keep(ShelfEntry entry, ImportedPrompt prompt, ShelfEntry target, List<string> followups)
    {
        followups.Add(target.Id);
        if (entry.OnDisk is not null && entry.OnDisk.Followups.All(next => next.Text != target.Id))
            findings.Add(Finding.Warning(FindingNumber.ImportPrompt, prompt.At, $"\"{target.Id}\" is no follow-up of \"{entry.Id}\", which was there before.", $"Add it to followups of {entry.DraftFile} by hand, if it is wanted."));
        else if (Folding.Key(prompt.Display) is { Length: > 0 } shown && shown != Folding.Key(target.Title))
            findings.Add(Finding.Warning(FindingNumber.ImportPrompt, prompt.At, $"The prompt's words \"{prompt.Display}\" are not kept.", $"The chip shows the title of \"{target.Id}\"; change the title if these words are better."));
    }

    private void Lost(ImportedPrompt prompt, string why) =>
        findings.Add(Finding.Warning(FindingNumber.ImportPrompt, prompt.At, $"The prompt \"{prompt.Display}\" {why}.", "It was left out; add the right article to followups by hand."));

    private ShelfEntry? Existing(ImportedPair pair, string language, Dictionary<string, IReadOnlyList<string>> applies)
    {
        var candidates = shelf.Asking(language, pair.Questions[0].Text);
        // A pair whose first question is new belongs to what is on disk only if all its known phrasings point there.
        if (candidates.Count == 0)
        {
            var others = pair.Questions.Skip(1).SelectMany(question => shelf.Asking(language, question.Text)).Where(entry => entry.OnDisk is not null).Distinct().ToList();
            if (others.Count == 1) candidates = others;
        }

        return candidates.FirstOrDefault(entry => entry.HasApplies(applies))
            ?? candidates.FirstOrDefault(entry => applies.Count == 0 || entry.Applies.Count == 0);
    }

    private ShelfEntry Made(ImportedPair pair, string language, Dictionary<string, IReadOnlyList<string>> applies)
    {
        var title = pair.Questions[0].Text;
        var id = ImportId.Of(title);
        if (shelf.IsTaken(id))
        {
            // An editor may have given the draft another title; that it came from this answer is noted in it.
            if (shelf.Named(id, language) is { OnDisk: not null, IsDraft: true } known && Remembers(known, pair)) return known;
            var unreadable = new ShelfEntry(id, language, applies) { Topic = "imported" };
            if (shelf.IsUnreadable(unreadable)) return unreadable;
            id = $"{id}-{ImportId.Hash($"{language}|{Folding.Key(title)}|{string.Join(';', applies.SelectMany(filter => filter.Value))}")}";
            if (shelf.Named(id, language) is { } own) return own;
        }

        var topic = pair.Metadata.Find(property => IsTopic(property.Name))?.Value;
        var made = new ShelfEntry(id, language, applies) { Topic = ImportId.Topic(topic) };
        shelf.Add(made, [title]);
        return made;
    }

    private bool Remembers(ShelfEntry entry, ImportedPair pair) =>
        Lint.Text(folder, entry.OnDisk!.File, []) is { } text && DraftEdit.Remembers(text, pair.Answer.Text);

    private void Report(ImportedPair pair)
    {
        foreach (var property in pair.Metadata.Where(property => !IsTopic(property.Name) && FilterOf(property.Name) is null))
            findings.Add(Finding.Warning(FindingNumber.ImportNoPlace, property.At, $"The metadata \"{property.Name}: {property.Value}\" has no place in an article.", "It was left out; product, region and topic have one."));
        if (pair.ContextOnly)
            findings.Add(Finding.Warning(FindingNumber.ImportNoPlace, pair.At, "That the pair is found only through a prompt has no place in an article.", "Its draft can be found by asking; take out sample questions that mean nothing by themselves."));
        if (PairParts.Tags(pair.Answer.Text) is { Count: > 0 } tags)
            findings.Add(Finding.Warning(FindingNumber.ImportHtml, pair.Answer.At, $"The answer holds HTML: {string.Join(", ", tags)}.", "Write it in Markdown; HTML is shown to cardholders as letters."));
    }

    private static Dictionary<string, IReadOnlyList<string>> Applies(ImportedPair pair) => pair.Metadata
        .Select(property => (Filter: FilterOf(property.Name), property.Value))
        .Where(property => property.Filter is not null)
        .GroupBy(property => property.Filter!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(property => property.Value).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparer.Ordinal);

    private static string? FilterOf(string name) =>
        name.Equals("product", StringComparison.OrdinalIgnoreCase) ? "product" : name.Equals("region", StringComparison.OrdinalIgnoreCase) ? "region" : null;

    private static bool IsTopic(string name) =>
        name.Equals("topic", StringComparison.OrdinalIgnoreCase) || name.Equals("category", StringComparison.OrdinalIgnoreCase);
}
