using Markdig;
using Markdig.Syntax;

namespace Cardline.Knowledge.Articles;

/// <summary>Cuts a Markdown body into the short answer (its first paragraph) and the rest.</summary>
internal static class BodyReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UsePipeTables().Build();

    /// <returns>The parts, or null when the body holds nothing that could be shown.</returns>
    internal static ArticleBody? Read(string markdown, int firstLine)
    {
        string? heading = null;
        if (Parse(markdown) is not { } document) return null;
        foreach (var block in document)
        {
            if (block is HeadingBlock title)
            {
                heading = Slice(markdown, title.Span).TrimStart('#').Trim();
                continue;
            }

            if (block is LinkReferenceDefinitionGroup || block.Span.IsEmpty) continue;
            var more = markdown[Math.Min(block.Span.End + 1, markdown.Length)..].Trim();
            var first = Slice(markdown, block.Span).Trim();
            if (first.Length == 0) continue;
            return new ArticleBody(markdown, firstLine, heading, first, more.Length == 0 ? null : more);
        }

        return null;
    }

    /// <returns>The tree, or null: the parser refuses quotes and lists nested beyond what anyone writes or could read.</returns>
    internal static MarkdownDocument? Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The text of a piece; the span of a fence that was never closed reaches beyond the end.</summary>
    internal static string Slice(string text, SourceSpan span)
    {
        var start = Math.Clamp(span.Start, 0, text.Length);
        return text[start..Math.Clamp(span.End + 1, start, text.Length)];
    }
}
