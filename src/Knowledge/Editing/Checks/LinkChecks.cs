using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds links that lead nowhere, and links that exist but that the chat shows as mere words.</summary>
/// <remarks>The chat (src/Web/shared/markdown.ts) makes only https and tel addresses pressable, written in place.</remarks>
internal sealed class LinkChecks
{
    private const int AnchorsNamedMax = 8;
    private const int HintsMax = 200;
    private const string Plainly = "Write the words alone; another article belongs into followups, where the chat makes a chip of it.";

    private readonly Checkup checkup;
    private readonly ILookup<string, BodyText> byId;
    private int hints;

    private LinkChecks(Checkup checkup)
    {
        this.checkup = checkup;
        byId = checkup.Bodies.ToLookup(body => body.Article.Id, StringComparer.Ordinal);
    }

    internal static Func<BodyText, IEnumerable<Finding>> Over(Checkup checkup)
    {
        var checks = new LinkChecks(checkup);
        return body => body.Links.Select(link => checks.Judge(body, link)).OfType<Finding>();
    }

    private Finding? Judge(BodyText body, BodyLink link)
    {
        var target = Uri.UnescapeDataString(link.Target.Trim());
        target = Placeholders.Fill(target, checkup.Content.Facts, body.Article.Lang, checkup.DayOf(body.Article)) ?? target;
        if (link.IsPicture) return NotShown(body, link, "A picture is never shown in the chat.");
        if (target.Length == 0) return Dead(body, link, "The link has no address.", "Write the words alone.");
        if (Scheme(target) is { } scheme) return OfScheme(body, link, scheme);
        if (link.IsIndirect) return NotShown(body, link, "The chat does not know links by reference.");
        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var (path, anchor) = hash < 0 ? (target, string.Empty) : (target[..hash], target[(hash + 1)..]);
        if (path.Length == 0) return Anchor(body, link, anchor, [body]) ?? NotShown(body, link, "The chat does not jump to headings.");
        var (id, lang) = Named(path, checkup.Ids);
        if (!checkup.Ids.Contains(id)) return Dead(body, link, $"There is no article \"{id}\".", Hint(id));
        var pages = byId[id].Where(other => other.Article.Lang == (lang ?? body.Article.Lang)).ToList();
        // A language that is missing, or a broken file, has a finding of its own.
        if (anchor.Length > 0 && pages.Count > 0 && Anchor(body, link, anchor, pages) is { } dead) return dead;
        return NotShown(body, link, $"The chat shows a link to the article \"{id}\" as mere words.");
    }

    // Finding the nearest of thousands of ids takes a while, and after so many dead links the fault is another one.
    private string Hint(string id) => hints++ < HintsMax ? NearestName.Hint(id, checkup.Ids) : "Correct the id.";

    private static Finding? OfScheme(BodyText body, BodyLink link, string scheme) => scheme switch
    {
        "https" or "tel" when link.IsIndirect => NotShown(body, link, "The chat does not know links by reference."),
        "https" or "tel" => null,
        "http" or "mailto" => NotShown(body, link, $"The chat makes no link of {scheme}, only of https and tel."),
        _ => Dead(body, link, $"A link cannot begin with \"{scheme}:\".", "Write an https address, or the words alone."),
    };

    private static Finding? Anchor(BodyText body, BodyLink link, string anchor, List<BodyText> pages)
    {
        var known = pages.SelectMany(page => page.Headings).Select(heading => heading.Anchor).Where(known => known.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (known.Contains(BodyText.Slug(anchor), StringComparer.Ordinal)) return null;
        var mend = known.Count == 0 ? "There is no heading at all." : $"There are: {string.Join(", ", known.Take(AnchorsNamedMax).Select(one => "#" + one))}.";
        return Dead(body, link, $"There is no heading \"#{anchor}\" in {pages[0].Article.File}.", mend);
    }

    // An id, a file name with or without language, date and ending, or a path to one.
    private static (string Id, string? Lang) Named(string path, IReadOnlySet<string> ids)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        if (ids.Contains(file)) return (file, null);
        if (ArticleName.Read(file, []) is { } name) return (name.Id, name.Lang);
        if (file.EndsWith(".md", StringComparison.OrdinalIgnoreCase)) file = file[..^3];
        var ending = Languages.All.FirstOrDefault(lang => file.EndsWith("." + lang, StringComparison.Ordinal));
        return ending is null ? (file, null) : (file[..^(ending.Length + 1)], ending);
    }

    // A dot or a slash before the colon means that it is none: an id may hold anything but a colon.
    private static string? Scheme(string target)
    {
        if (target.StartsWith("//", StringComparison.Ordinal)) return "//";
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && target.AsSpan(0, colon).IndexOfAnyExceptInRange('A', 'z') < 0 ? target[..colon].ToLowerInvariant() : null;
    }

    private static Finding Dead(BodyText body, BodyLink link, string wrong, string mend) =>
        Finding.Error(FindingNumber.DeadLink, body.At(link.Start), wrong, mend);

    private static Finding NotShown(BodyText body, BodyLink link, string wrong) =>
        Finding.Warning(FindingNumber.LinkNotShown, body.At(link.Start), wrong, Plainly);
}
