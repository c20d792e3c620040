using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cardline.Architecture.Tests;

/// <summary>Words that may not stand in the sources, because each hides a dependency or opens a hole.</summary>
internal static partial class WordRules
{
    private static readonly HashSet<string> ClockReads = new(StringComparer.Ordinal)
    {
        "DateTime.UtcNow", "DateTime.Now", "DateTime.Today", "DateTimeOffset.UtcNow", "DateTimeOffset.Now",
    };

    private static readonly string[] VagueEndings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Core"];

    /// <summary>Finds direct clock reads, unguided waits, unseeded chance, regions and vague names in C#.</summary>
    public static IEnumerable<Finding> InCSharp(string path, string text)
    {
        var root = CSharpRules.Parse(text);
        foreach (var node in root.DescendantNodes())
        {
            if (Complaint(node) is { } complaint)
            {
                yield return new Finding(path, $"line {LineOf(node.GetLocation())}: {complaint}");
            }
        }

        foreach (var trivia in root.DescendantTrivia().Where(t => t.IsKind(SyntaxKind.RegionDirectiveTrivia)))
        {
            yield return new Finding(path, $"line {LineOf(trivia.GetLocation())}: a region hides code");
        }

        foreach (var trivia in root.DescendantTrivia().Where(t => UnfinishedPattern().IsMatch(t.ToString()) && IsComment(t)))
        {
            yield return new Finding(path, $"line {LineOf(trivia.GetLocation())}: unfinished work");
        }
    }

    /// <summary>Finds markup made from strings in what runs in a browser.</summary>
    public static IEnumerable<Finding> InPages(string path, string text)
    {
        var lines = text.Split('\n');
        for (var number = 0; number < lines.Length; number++)
        {
            if (MarkupPattern().Match(lines[number]) is { Success: true } match)
            {
                yield return new Finding(path, $"line {number + 1}: {match.Value} makes markup from a string");
            }
        }
    }

    private static string? Complaint(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax access when ClockReads.Contains(access.ToString()) => $"{access} reads the clock; take TimeProvider",
        InvocationExpressionSyntax call when IsBareDelay(call) => "Task.Delay without a TimeProvider",
        InvocationExpressionSyntax call when call.Expression.ToString() is "Thread.Sleep" or "System.Threading.Thread.Sleep" => "Thread.Sleep blocks a thread",
        ObjectCreationExpressionSyntax made when made.Type.ToString() is "Random" or "System.Random" && made.ArgumentList?.Arguments.Count is null or 0 => "new Random() without a seed",
        BaseTypeDeclarationSyntax type when VagueEndings.Any(ending => type.Identifier.Text.EndsWith(ending, StringComparison.Ordinal)) => $"{type.Identifier.Text} says nothing",
        _ => null,
    };

    private static bool IsBareDelay(InvocationExpressionSyntax call) =>
        call.Expression.ToString() is "Task.Delay" or "System.Threading.Tasks.Task.Delay"
        && (call.ArgumentList.Arguments.Count < 2 || !ClockNamePattern().IsMatch(call.ArgumentList.Arguments[1].ToString()));

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
        || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia);

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex("innerHTML|outerHTML|insertAdjacentHTML|document\\.write\\b|dangerouslySetInnerHTML", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MarkupPattern();

    [GeneratedRegex("(^|[._])(clock|time|timeProvider)$|TimeProvider", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ClockNamePattern();

    [GeneratedRegex("\\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnfinishedPattern();
}
