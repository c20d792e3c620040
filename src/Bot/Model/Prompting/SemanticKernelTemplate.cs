using System.Text;

namespace Cardline.Bot.Model.Prompting;

/// <summary>A template of the format <c>semantic-kernel</c>: words and values. A list is written as lines, the fields of an item with a colon between them.</summary>
/// <param name="tokens">Its parts, checked.</param>
internal sealed class SemanticKernelTemplate(IReadOnlyList<TemplateToken> tokens) : IPromptTemplate
{
    /// <inheritdoc/>
    public string Render(IReadOnlyDictionary<string, object> values)
    {
        var rendered = new StringBuilder();
        foreach (var token in tokens)
        {
            rendered.Append(token.Kind == TemplateTokenKind.Words ? token.Text : ValueText.Encode(Written(values[token.Text])));
        }

        return rendered.ToString();
    }

    private static string Written(object value) => value is IEnumerable<object> items
        ? string.Join('\n', items.Select(item => item is IReadOnlyDictionary<string, object> fields ? string.Join(": ", fields.Values) : item))
        : (string)value;
}
