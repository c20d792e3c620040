using System.Security.Cryptography;
using System.Text;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>Makes ids and folder names from an editor's words; the same words always make the same ones.</summary>
internal static class ImportId
{
    private const int SlugCharsMax = 60;
    private const int HashDigits = 8;

    /// <summary>A slug of an English question; <c>import.</c> and a hash of any other.</summary>
    internal static string Of(string question)
    {
        var slug = Slug(Folding.Key(question));
        return slug.Length == 0 ? $"import.{Hash(Folding.Key(question))}" : slug;
    }

    /// <summary>A folder's name: letters and digits of any script, so that it can lead nowhere else.</summary>
    internal static string Topic(string? words)
    {
        var name = new StringBuilder();
        foreach (var sign in Folding.Key(words ?? string.Empty))
        {
            if (name.Length == SlugCharsMax) break;
            name.Append(char.IsLetterOrDigit(sign) ? sign : '-');
        }

        return name.Length == 0 ? "imported" : name.ToString().Trim('-');
    }

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];

    /// <summary>Names an answer, whatever its line ends and trailing blanks are.</summary>
    internal static string HashOfAnswer(string markdown) => Hash(Plain(markdown));

    internal static string Plain(string markdown) =>
        string.Join('\n', markdown.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();

    private static string Slug(string key)
    {
        // A text of which some letters would be lost has no slug: two such texts could share one.
        if (key.Length == 0 || key.Any(sign => sign != ' ' && !char.IsAsciiLetterOrDigit(sign))) return string.Empty;
        var slug = key.Replace(' ', '-');
        if (slug.Length <= SlugCharsMax) return slug;
        var cut = slug.LastIndexOf('-', SlugCharsMax);
        return $"{slug[..(cut > 0 ? cut : SlugCharsMax)]}-{Hash(key)}";
    }
}
