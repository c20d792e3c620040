using System.Security.Cryptography;
using System.Text;

namespace Cardline.Knowledge.Articles;

/// <summary>Reads one article file: front matter between two lines of three dashes, then the Markdown body.</summary>
internal static class ArticleReader
{
    private const string Shape = "Begin the file with a line ---, then id, lang and title, then a second line --- and the text.";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The article, or null when an error (in <paramref name="findings"/>) keeps it from being served.</returns>
    internal static Article? Read(string file, byte[] bytes, ICollection<Finding> findings)
    {
        var own = new List<Finding>();
        var article = Parse(file, bytes, own);
        foreach (var finding in own) findings.Add(finding);
        return own.Exists(finding => finding.Severity == Severity.Error) ? null : article;
    }

    internal static string VersionOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];

    internal static string? Decode(string file, byte[] bytes, ICollection<Finding> findings)
    {
        try
        {
            return Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            findings.Add(Finding.Error(FindingNumber.Unreadable, new Place(file), "The file is not UTF-8.", "Save it as UTF-8."));
            return null;
        }
    }

    private static Article? Parse(string file, byte[] bytes, List<Finding> findings)
    {
        var name = ArticleName.Read(file, findings);
        if (name is null || Decode(file, bytes, findings) is not { } text) return null;
        if (Split(text) is not { } parts)
        {
            findings.Add(Finding.Error(FindingNumber.MissingPart, new Place(file), "The file has no front matter.", Shape));
            return null;
        }

        var yaml = new YamlText(file, 1, findings);
        if (yaml.Mapping(parts.Yaml) is not { } mapping)
        {
            if (findings.Count == 0) findings.Add(Finding.Error(FindingNumber.MissingPart, new Place(file), "The front matter is empty.", Shape));
            return null;
        }

        var front = new FrontMatter(mapping, yaml, findings);
        CheckName(file, name, front, findings);
        var body = BodyReader.Read(parts.Body, parts.BodyLine);
        if (body is null)
            findings.Add(Finding.Error(FindingNumber.MissingPart, new Place(file, parts.BodyLine), "The article has no text, or quotes and lists nested too deeply to read.", "Write the short answer as the first paragraph below the second line ---."));
        return Build(file, bytes, name, front, body);
    }

    private static void CheckName(string file, ArticleName name, FrontMatter front, List<Finding> findings)
    {
        foreach (var key in (string[])["id", "lang", "title"])
        {
            if (front.Text(key) is null && !findings.Exists(finding => finding.Wrong.Contains($"\"{key}\" is not", StringComparison.Ordinal)))
                findings.Add(Finding.Error(FindingNumber.MissingPart, new Place(file), $"\"{key}\" is missing.", $"Add a line {key}: to the front matter."));
        }

        if (front.Text("id") is { } id)
        {
            if (!ArticleName.IsId(id.Text))
                findings.Add(Finding.Error(FindingNumber.BadId, id.At, $"\"{id.Text}\" cannot be an id.", "Use at most 100 letters, digits, dots, dashes and underscores, and begin with a letter or digit."));
            if (id.Text != name.Id)
                findings.Add(Finding.Error(FindingNumber.NameMismatch, id.At, $"The id is \"{id.Text}\", but the file is named for \"{name.Id}\".", "Make the two the same; an id that was published stays as it is."));
        }

        if (front.Choice("lang", [.. Languages.All]) is { } lang && lang != name.Lang)
            findings.Add(Finding.Error(FindingNumber.NameMismatch, front.Text("lang")!.Value.At, $"The language is \"{lang}\", but the file is named for \"{name.Lang}\".", "Make the two the same."));
    }

    // Every key is read even when the article is already lost, so that an editor sees all faults in one run.
    private static Article? Build(string file, byte[] bytes, ArticleName name, FrontMatter front, ArticleBody? body)
    {
        var risk = front.Choice("risk", "low", "fees", "legal", "safety");
        front.Text("owner");
        var reviewBy = front.Date("review_by");
        var handoff = front.Choice("handoff", "never", "offer", "always");
        var questions = front.List("questions");
        var notQuestions = front.List("not_questions");
        var followups = front.List("followups");
        var applies = front.Applies();
        var cites = front.Cites();
        var expires = front.Date("expires");
        if (front.Text("title") is not { } title || body is null) return null;
        return new Article
        {
            File = file,
            Version = VersionOf(bytes),
            Id = name.Id,
            Lang = name.Lang,
            From = name.From,
            Expires = expires,
            ExpiresAt = front.Text("expires")?.At ?? new Place(file),
            ReviewBy = reviewBy,
            ReviewByAt = front.Text("review_by")?.At ?? new Place(file),
            Title = title,
            Questions = questions,
            NotQuestions = notQuestions,
            Followups = followups,
            Applies = applies,
            Handoff = handoff switch { "offer" => HandoffAdvice.Offer, "always" => HandoffAdvice.Always, _ => HandoffAdvice.Never },
            Risk = risk switch { "fees" => Risk.Fees, "legal" => Risk.Legal, "safety" => Risk.Safety, _ => Risk.Low },
            Cites = cites,
            Body = body,
        };
    }

    private static (string Yaml, string Body, int BodyLine)? Split(string text)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd() != "---") return null;
        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        return end < 0 ? null : (string.Join('\n', lines[1..end]), string.Join('\n', lines[(end + 1)..]), end + 2);
    }
}
