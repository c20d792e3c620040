using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cardline.Architecture.Tests;

/// <summary>A lasting number means one thing for ever and has a page that says what to do.</summary>
internal static partial class ErrorNumberRules
{
    /// <summary>Lists the numbers that a text mentions.</summary>
    public static IReadOnlySet<string> NumbersIn(string text) =>
        NumberPattern().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads what a C# file says that its numbers mean: pairs of a number and a title or the name of a constant.</summary>
    /// <remarks>A meaning is seen where a call passes a status, a number and a title, or where a constant holds nothing but a number.</remarks>
    public static IEnumerable<(string Number, string Meaning)> MeaningsIn(string text)
    {
        foreach (var node in CSharpRules.Parse(text).DescendantNodes())
        {
            switch (node)
            {
                case ArgumentListSyntax list:
                    for (var i = 1; i + 1 < list.Arguments.Count; i++)
                    {
                        if (IsStatus(list.Arguments[i - 1].Expression) && TextOf(list.Arguments[i].Expression) is { } number && WholePattern().IsMatch(number) && TextOf(list.Arguments[i + 1].Expression) is { } title)
                        {
                            yield return (number, title);
                        }
                    }

                    break;
                case VariableDeclaratorSyntax { Initializer.Value: { } value } variable when TextOf(value) is { } constant && WholePattern().IsMatch(constant):
                    yield return (constant, variable.Identifier.Text);
                    break;
            }
        }
    }

    /// <summary>Finds numbers with more than one meaning of the same sort.</summary>
    public static IEnumerable<Finding> TwoMeanings(IEnumerable<(string Number, string Meaning)> meanings) =>
        meanings.GroupBy(m => m.Number, StringComparer.Ordinal)
            .Select(group => (group.Key, Meanings: group.Select(m => m.Meaning).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()))
            .Where(group => group.Meanings.Count > 1)
            .Select(group => new Finding(group.Key, $"means {string.Join(" and ", group.Meanings.Select(m => $"'{m}'"))}"));

    /// <summary>Finds numbers without a page, and pages without a number.</summary>
    public static IEnumerable<Finding> Pages(IReadOnlySet<string> used, IReadOnlySet<string> pages) =>
        used.Except(pages).Select(number => new Finding(number, "is used in src and has no page in docs/errors"))
            .Concat(pages.Except(used).Select(number => new Finding(number, "has a page and is not used in src")));

    private static bool IsStatus(ExpressionSyntax expression) =>
        expression.IsKind(SyntaxKind.NumericLiteralExpression) || expression.ToString().Contains("Status", StringComparison.OrdinalIgnoreCase);

    private static string? TextOf(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token.ValueText : null;

    [GeneratedRegex(@"\b(BOT|KB|HND)[0-9]{3}\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^(BOT|KB|HND)[0-9]{3}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WholePattern();
}
