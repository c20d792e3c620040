using System.Globalization;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Compares the numbers and facts of the two languages of an article: where they differ, somebody changed only one.</summary>
internal static class SiblingChecks
{
    /// <summary>No more numbers of one side are named in a finding.</summary>
    private const int NamedMax = 6;

    internal static Func<BodyText, IEnumerable<Finding>> Over(Checkup checkup)
    {
        var chinese = checkup.Bodies.Where(body => body.Article.Lang == Languages.Chinese).ToDictionary(body => (body.Article.Id, body.Article.From));
        return body => body.Article.Lang == Languages.English
            && chinese.TryGetValue((body.Article.Id, body.Article.From), out var sibling)
            && Compare(body, sibling, checkup) is { } finding ? [finding] : [];
    }

    private static Finding? Compare(BodyText left, BodyText right, Checkup checkup)
    {
        var (onlyLeft, onlyRight) = Difference(Tokens(left, checkup), Tokens(right, checkup));
        onlyLeft.RemoveAll(token => token.IsSoft);
        onlyRight.RemoveAll(token => token.IsSoft);
        if (onlyLeft.Count == 0 && onlyRight.Count == 0) return null;
        var places = (Left: Place(left, onlyLeft), Right: Place(right, onlyRight));
        return Finding.Warning(
            FindingNumber.SiblingNumbers,
            places.Left,
            $"The two languages do not name the same numbers: {Named(onlyLeft)} only in {left.Article.Lang}, {Named(onlyRight)} only in {right.Article.Lang} ({places.Right.File}:{places.Right.Line}).",
            "Correct the one that is out of date; both sides say the same, also in other words.") with { Also = places.Right };
    }

    /// <summary>Takes away what both sides have: first what is wholly the same, then a fact against its value, then a number whose unit one side leaves out.</summary>
    private static (List<Token> Left, List<Token> Right) Difference(List<Token> left, List<Token> right)
    {
        var rest = (Left: left, Right: right);
        rest = Without(rest, (one, other) => one.Fact == other.Fact && one.Value == other.Value && one.Unit == other.Unit && one.IsSoft == other.IsSoft);
        rest = Without(rest, (one, other) => (one.Fact is null || other.Fact is null) && one.Value == other.Value && one.Unit == other.Unit);
        return Without(rest, (one, other) => (one.Fact is null || other.Fact is null) && one.Value == other.Value && (one.Unit.Length == 0 || other.Unit.Length == 0));
    }

    private static (List<Token> Left, List<Token> Right) Without((List<Token> Left, List<Token> Right) sides, Func<Token, Token, bool> same)
    {
        var right = sides.Right.ToList();
        var left = new List<Token>();
        foreach (var token in sides.Left)
        {
            var at = right.FindIndex(other => same(token, other));
            if (at >= 0) right.RemoveAt(at);
            else left.Add(token);
        }

        return (left, right);
    }

    private static List<Token> Tokens(BodyText body, Checkup checkup)
    {
        var facts = Placeholders.In(body.Article.Body.Markdown)
            .Select(use => (use.Name, use.Start, Value: checkup.Content.Facts.InForce(use.Name, checkup.DayOf(body.Article))))
            .Where(use => use.Value is not null && IsCompared(use.Value))
            .Select(use => OfFact(use.Name, use.Start, use.Value!));
        var numbers = NumberReader.In(body.Plain).Select(number => new Token(null, number.Value, number.Unit, number.Start, $"\"{number.Written}\"", number.IsSoft));
        return [.. facts.Concat(numbers)];
    }

    // How often a text names the bank or its app is a matter of style.
    private static bool IsCompared(FactValue value) => value.Unit != FactUnit.Text || value.English.Any(char.IsAsciiDigit) || value.Chinese.Any(char.IsAsciiDigit);

    // Numbers with the unit text, such as the 6 digits of a PIN, stand against a number of any unit; other texts only against themselves.
    private static Token OfFact(string name, int start, FactValue value)
    {
        var counts = value.Unit is not (FactUnit.Phone or FactUnit.Url or FactUnit.Email);
        decimal? number = counts && decimal.TryParse(value.English, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return new Token(name, number, NumberUnits.Of(value.Unit), start, $"{{{{{name}}}}}", false);
    }

    private static Place Place(BodyText body, List<Token> only) => only.Count == 0 ? new Place(body.Article.File, body.Article.Body.FirstLine) : body.At(only.Min(token => token.Start));

    private static string Named(List<Token> tokens) => tokens.Count == 0
        ? "none"
        : string.Join(", ", tokens.OrderBy(token => token.Start).Take(NamedMax).Select(token => token.Written)) + (tokens.Count > NamedMax ? ", ..." : string.Empty);

    private sealed record Token(string? Fact, decimal? Value, string Unit, int Start, string Written, bool IsSoft);
}
