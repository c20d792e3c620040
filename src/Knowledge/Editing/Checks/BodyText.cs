using System.Text;
using System.Text.RegularExpressions;
using Cardline.Knowledge.Articles;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>A link or picture as it stands in a body.</summary>
/// <param name="Target">The address, as written.</param>
/// <param name="Start">Where it begins in the body.</param>
/// <param name="IsPicture">Whether it is a picture.</param>
/// <param name="IsIndirect">Whether the address stands in a definition elsewhere.</param>
internal sealed record BodyLink(string Target, int Start, bool IsPicture, bool IsIndirect);

/// <summary>A piece of HTML in a body.</summary>
internal sealed record BodyHtml(string Text, int Start);

/// <summary>A body cut once for all checks. Every offset is one of the Markdown as written.</summary>
internal sealed partial class BodyText
{
    private BodyText(Article article, MarkdownDocument document)
    {
        Article = article;
        Links = [.. LinksOf(document)];
        Html = [.. HtmlOf(document, article.Body.Markdown)];
        Headings = [.. document.Descendants<HeadingBlock>().Select(heading => (Words(heading), Slug(Words(heading))))];
        Definitions = [.. document.Descendants<LinkReferenceDefinition>()];
        Plain = PlainOf(article.Body.Markdown, document);
    }

    internal Article Article { get; }

    internal IReadOnlyList<BodyLink> Links { get; }

    internal IReadOnlyList<BodyHtml> Html { get; }

    internal IReadOnlyList<(string Words, string Anchor)> Headings { get; }

    internal IReadOnlyList<LinkReferenceDefinition> Definitions { get; }

    /// <summary>Gets the body with the same length, full width made half, and everything blank that is no prose: facts, addresses of links, list numbers, code, HTML.</summary>
    internal string Plain { get; }

    // A body that cannot be parsed never became an article.
    internal static BodyText Of(Article article) => new(article, BodyReader.Parse(article.Body.Markdown) ?? []);

    internal Place At(int offset) => FactUse.PlaceIn(Article, Math.Clamp(offset, 0, Article.Body.Markdown.Length));

    /// <summary>The anchor that code hosts and editors give a heading: lower case, words joined by dashes, punctuation dropped.</summary>
    internal static string Slug(string heading)
    {
        var slug = new StringBuilder(heading.Length);
        foreach (var sign in heading.Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(sign) || sign is '_' or '-') slug.Append(sign);
            else if (sign == ' ') slug.Append('-');
        }

        return slug.ToString();
    }

    /// <summary>Full-width signs made half-width, one for one, so that no offset moves.</summary>
    internal static string HalfWidth(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = source[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                '\u3000' or '\u00A0' => ' ',
                '\uFFE5' => '¥',
                var sign => sign,
            };
        }
    });

    private static IEnumerable<BodyLink> LinksOf(MarkdownDocument document)
    {
        foreach (var inline in document.Descendants<Inline>())
        {
            if (inline is LinkInline link) yield return new BodyLink(link.Url ?? string.Empty, link.Span.Start, link.IsImage, link.Reference is not null);
            else if (inline is AutolinkInline auto) yield return new BodyLink((auto.IsEmail ? "mailto:" : string.Empty) + auto.Url, auto.Span.Start, false, false);
        }
    }

    private static IEnumerable<BodyHtml> HtmlOf(MarkdownDocument document, string markdown)
    {
        foreach (var part in document.Descendants())
        {
            if (part is HtmlBlock or HtmlInline) yield return new BodyHtml(BodyReader.Slice(markdown, part.Span), part.Span.Start);
        }
    }

    private static string Words(HeadingBlock heading) => heading.Inline is null
        ? string.Empty
        : string.Concat(heading.Inline.Descendants<Inline>().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            _ => string.Empty,
        }));

    private static string PlainOf(string markdown, MarkdownDocument document)
    {
        var plain = HalfWidth(markdown).ToCharArray();
        void Blank(int start, int end)
        {
            for (var i = Math.Max(0, start); i < Math.Min(end, plain.Length); i++)
            {
                if (plain[i] != '\n') plain[i] = ' ';
            }
        }

        foreach (var (_, start, end) in Placeholders.In(markdown)) Blank(start, end);
        foreach (Match number in ListNumber().Matches(markdown)) Blank(number.Index, number.Index + number.Length);
        foreach (var part in document.Descendants())
        {
            if (part is HtmlBlock or HtmlInline or CodeBlock or CodeInline or AutolinkInline or LinkReferenceDefinition) Blank(part.Span.Start, part.Span.End + 1);
            else if (part is LinkInline { UrlSpan.IsEmpty: false } link) Blank(link.UrlSpan.Start, link.UrlSpan.End + 1);
        }

        return new string(plain);
    }

    // What the chat takes for the number of a step.
    [GeneratedRegex(@"^[ \t>]{0,6}\d{1,4}(?:[.)][ \t]|[、）][ \t]*)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListNumber();
}
