using System.Text;

namespace Cardline.Benchmarks.Converting;

/// <summary>Turns the name of a category into an article's id and title.</summary>
internal static class Category
{
    private const int IdCharactersMax = 100;

    /// <summary>Letters, digits and dashes only, in small letters: Refund_not_showing_up becomes refund-not-showing-up.</summary>
    internal static string Id(string category)
    {
        var id = new StringBuilder();
        foreach (var sign in category)
        {
            if (char.IsAsciiLetterOrDigit(sign)) id.Append(char.ToLowerInvariant(sign));
            else if (id.Length > 0 && id[^1] != '-') id.Append('-');
        }

        var text = id.ToString().Trim('-');
        return text.Length is 0 or > IdCharactersMax
            ? throw new Sets.DataFault($"The category \"{category}\" makes no id of 1 to {IdCharactersMax} letters, digits and dashes.")
            : text;
    }

    /// <summary>The name with blanks for underscores, and nothing more: the converter adds no knowledge.</summary>
    internal static string Title(string category) => category.Replace('_', ' ').Trim();
}
