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
        var document = Markdown.Parse(markdown, Pipeline);
        string? heading = null;
        foreach (var block in document)
        {
            if (block is HeadingBlock title)
            {
                heading = Slice(markdown, title.Span).TrimStart('#').Trim();
                continue;
            }

            if (block is LinkReferenceDefinitionGroup || block.Span.IsEmpty) continue;
            var more = markdown[Math.Min(block.Span.End + 1, markdown.Length)..].Trim();
            return new ArticleBody(markdown, firstLine, heading, Slice(markdown, block.Span).Trim(), more.Length == 0 ? null : more);
        }

        return null;
    }

    private static string Slice(string text, SourceSpan span) => text.Substring(span.Start, span.Length);
}
