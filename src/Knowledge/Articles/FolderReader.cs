using System.Security.Cryptography;
using System.Text;

namespace Cardline.Knowledge.Articles;

/// <summary>Reads the whole knowledge folder. Never throws: what cannot be read becomes a finding.</summary>
internal sealed class FolderReader(string folder)
{
    internal const int FileBytesMax = 1 << 20;
    internal const int ArticlesMax = 200_000;
    private const int FolderDepthMax = 8;
    private readonly List<Finding> findings = [];

    /// <param name="lastGood">What was served before; an article that is broken now keeps its good version from there.</param>
    internal KnowledgeContent Read(KnowledgeContent? lastGood)
    {
        findings.Clear();
        var facts = Facts() ?? lastGood?.Facts;
        var glossary = Optional("glossary.yml", Glossary.Read, Glossary.Empty) ?? lastGood?.Glossary ?? Glossary.Empty;
        var outside = Optional("outside.tsv", OutsideQuestions.Read, []) ?? lastGood?.Outside ?? [];
        var compliance = Optional(ComplianceReader.FileName, ComplianceReader.Read, null) ?? lastGood?.Compliance;
        var before = (lastGood?.Articles ?? []).ToDictionary(good => good.Article.File, StringComparer.Ordinal);
        var kept = new List<string>();
        var articles = new List<CheckedArticle>();
        foreach (var file in ArticleFiles())
        {
            var stamp = FileStamp.Of(folder, file);
            if (ReadArticle(file, stamp, before.GetValueOrDefault(file), facts ?? FactTable.Empty) is { } article) articles.Add(article);
            else if (before.TryGetValue(file, out var good))
            {
                articles.Add(good);
                kept.Add(file);
            }
        }

        var served = WithoutDuplicates(articles);
        return new KnowledgeContent(
            served,
            facts ?? FactTable.Empty,
            glossary,
            [.. findings.OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column).ThenBy(f => f.Number, StringComparer.Ordinal)],
            kept,
            VersionOf(served, facts ?? FactTable.Empty, glossary, outside))
        {
            Outside = outside,
            Compliance = compliance,
        };
    }

    internal IReadOnlyList<string> Files(string below, string pattern)
    {
        var root = Path.Combine(folder, below);
        if (!Directory.Exists(root)) return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = FolderDepthMax, IgnoreInaccessible = true };
        return
        [
            .. Directory.EnumerateFiles(root, pattern, options)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
                .Take(ArticlesMax),
        ];
    }

    internal IEnumerable<string> ArticleFiles() =>
        Files("articles", "*.md").Where(file => !Path.GetFileName(file).Equals("README.md", StringComparison.OrdinalIgnoreCase));

    private FactTable? Facts() =>
        Optional("facts.yml", (file, text, into) => new FactsReader(file, into).Read(text), FactTable.Empty);

    private T? Optional<T>(string file, Func<string, string, ICollection<Finding>, T?> read, T? absent)
        where T : class
    {
        if (!File.Exists(Path.Combine(folder, file))) return absent;
        return Bytes(file) is { } bytes && ArticleReader.Decode(file, bytes, findings) is { } text ? read(file, text, findings) : null;
    }

    private CheckedArticle? ReadArticle(string file, string? stamp, CheckedArticle? before, FactTable facts)
    {
        if (before is not null && stamp is not null && stamp == before.Stamp)
            return FactUse.Check(before.Article, facts, findings) ? before with { Facts = facts } : null;
        var known = findings.Count;
        if (Bytes(file) is not { } bytes) return null;
        var article = ArticleReader.Read(file, bytes, findings);
        if (findings.Count > known) stamp = null;
        return article is not null && FactUse.Check(article, facts, findings) ? new CheckedArticle(article, facts, stamp) : null;
    }

    private byte[]? Bytes(string file)
    {
        var path = Path.Combine(folder, file);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length <= FileBytesMax)
            {
                var bytes = new byte[stream.Length];
                var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                return bytes[..read];
            }

            findings.Add(Finding.Error(FindingNumber.Unreadable, new Place(file), $"The file is larger than {FileBytesMax / 1024} KiB.", "Split it."));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Error(FindingNumber.Unreadable, new Place(file), "The file cannot be opened.", "Check that it exists and that this account may read it."));
        }

        return null;
    }

    private List<CheckedArticle> WithoutDuplicates(List<CheckedArticle> articles)
    {
        var first = new Dictionary<(string, string, DateOnly), string>();
        var served = new List<CheckedArticle>();
        foreach (var good in articles)
        {
            var article = good.Article;
            if (first.TryAdd((article.Id, article.Lang, article.From), article.File)) served.Add(good);
            else
            {
                findings.Add(Finding.Error(
                    FindingNumber.Duplicate,
                    new Place(article.File),
                    $"\"{article.Id}\" in {article.Lang} already stands in {first[(article.Id, article.Lang, article.From)]}.",
                    "Delete one of the two, or give this one an id or a date of its own."));
            }
        }

        return served;
    }

    private static string VersionOf(List<CheckedArticle> articles, FactTable facts, Glossary glossary, IReadOnlyList<string> outside)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        foreach (var good in articles) Add($"{good.Article.File} {good.Article.Version}");
        foreach (var name in facts.Names.Order(StringComparer.Ordinal)) Add(name + string.Concat(facts.Values(name)));
        foreach (var group in glossary.Groups) Add(string.Join('|', group));
        foreach (var question in outside) Add(question);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
