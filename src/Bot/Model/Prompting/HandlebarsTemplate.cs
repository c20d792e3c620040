using HandlebarsDotNet;

namespace Cardline.Bot.Model.Prompting;

/// <summary>A template of the format <c>handlebars</c>, made ready once. Safe to use from several threads.</summary>
internal sealed class HandlebarsTemplate : IPromptTemplate
{
    private readonly HandlebarsTemplate<object, object> _fill;

    /// <summary>Makes a template ready that <see cref="HandlebarsTokens"/> found nothing wrong with.</summary>
    public HandlebarsTemplate(string template)
    {
        var engine = Handlebars.Create(new HandlebarsConfiguration
        {
            TextEncoder = new ValueEncoder(),
            NoEscape = false,
            ThrowOnUnresolvedBindingExpression = true,
        });
        _fill = engine.Compile(template);
    }

    /// <inheritdoc/>
    public string Render(IReadOnlyDictionary<string, object> values) => _fill(values);

    // The engine's own encoder leaves some signs as they are and has changed between versions.
    private sealed class ValueEncoder : ITextEncoder
    {
        public void Encode(System.Text.StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target) => target.Write(ValueText.Encode(text ?? string.Empty));

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            var words = new System.Text.StringBuilder();
            while (text?.MoveNext() == true)
            {
                words.Append(text.Current);
            }

            Encode(words, target);
        }
    }
}
