using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cardline.Architecture.Tests;

/// <summary>The order of the stages, read once from the code and once from the page.</summary>
internal static partial class StageOrderRules
{
    /// <summary>The order that the design promises.</summary>
    public static readonly IReadOnlyList<string> Promised = ["Safety", "Context", "Grounding", "Escalation", "Reply"];

    /// <summary>Reads the order in which the pipeline calls its stages: the member with most stage names decides.</summary>
    public static IReadOnlyList<string> InCode(string text)
    {
        var best = new List<string>();
        foreach (var member in CSharpRules.Parse(text).DescendantNodes().OfType<MemberDeclarationSyntax>().Where(IsBody))
        {
            var order = Order(member.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .OrderBy(call => call.Expression.Span.End)
                .Select(call => call.Expression.ToString()));
            if (order.Count > best.Count)
            {
                best = order;
            }
        }

        return best;
    }

    /// <summary>Reads the order on the page: the first paragraph, list or line that names all of them.</summary>
    public static IReadOnlyList<string> InPage(string text) => Order(StagePattern().Matches(text).Select(match => match.Value));

    private static List<string> Order(IEnumerable<string> words)
    {
        var order = new List<string>();
        foreach (var word in words)
        {
            var stage = StagePattern().Match(word) is { Success: true } match
                ? Promised.First(name => name.Equals(match.Groups["stage"].Value, StringComparison.OrdinalIgnoreCase))
                : null;
            if (stage is not null && !order.Contains(stage))
            {
                order.Add(stage);
            }
        }

        return order;
    }

    private static bool IsBody(MemberDeclarationSyntax member) =>
        member is BaseMethodDeclarationSyntax or BaseFieldDeclarationSyntax or PropertyDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.AbstractKeyword);

    [GeneratedRegex(@"(?<![A-Za-z])_?(?<stage>[Ss]afety|[Cc]ontext|[Gg]rounding|[Ee]scalation|[Rr]eply)(?=Stage|\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StagePattern();
}
