using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cardline.Architecture.Tests;

/// <summary>The order of the stages, read once from the code and once from the page.</summary>
internal static partial class StageOrderRules
{
    /// <summary>The order that the design promises.</summary>
    public static readonly IReadOnlyList<string> Promised = ["Safety", "Context", "Grounding", "Escalation", "Reply"];

    /// <summary>Reads the order in which the pipeline names its stages: the list or the member with most stage names decides.</summary>
    public static IReadOnlyList<string> InCode(string text)
    {
        var nodes = CSharpRules.Parse(text).DescendantNodes().ToList();
        var lists = nodes.OfType<CollectionExpressionSyntax>().Select(list => list.Elements.Select(element => element.ToString()))
            .Concat(nodes.OfType<InitializerExpressionSyntax>().Select(list => list.Expressions.Select(element => element.ToString())))
            .Concat(nodes.OfType<BaseMethodDeclarationSyntax>().Select(CallsOf));
        return lists.Select(Order).OrderByDescending(order => order.Count).FirstOrDefault([]);
    }

    /// <summary>Reads the order on the page: its numbered list, or the first words when it has none.</summary>
    public static IReadOnlyList<string> InPage(string text)
    {
        var numbered = NumberedPattern().Matches(text).Select(match => match.Value).ToList();
        return Order(numbered.Count > 0 ? numbered : StagePattern().Matches(text).Select(match => match.Value));
    }

    private static IEnumerable<string> CallsOf(BaseMethodDeclarationSyntax method) =>
        method.DescendantNodes().OfType<InvocationExpressionSyntax>().OrderBy(call => call.Expression.Span.End).Select(call => call.Expression.ToString());

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

    [GeneratedRegex(@"^\s*[0-9]+\.\s+\W*(?<word>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex NumberedPattern();

    [GeneratedRegex(@"(?<![A-Za-z])_?(?<stage>[Ss]afety|[Cc]ontext|[Gg]rounding|[Ee]scalation|[Rr]eply)(?=Stage|\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StagePattern();
}
