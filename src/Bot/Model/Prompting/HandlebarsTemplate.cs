using HandlebarsDotNet;

namespace Cardline.Bot.Model.Prompting;

/// <summary>A template of the format <c>handlebars</c>, made ready once. Safe to use from several threads.</summary>
internal sealed class HandlebarsTemplate : IPromptTemplate
{
    // One engine for all: making one costs as much as making a template ready.
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration
    {
        TextEncoder = new ValueEncoder(),
        NoEscape = false,
        ThrowOnUnresolvedBindingExpression = true,
    });

    private readonly HandlebarsTemplate<object, object> _fill;

    /// <summary>Makes a template ready that <see cref="HandlebarsTokens"/> found nothing wrong with.</summary>
    /// <exception cref="HandlebarsException">The engine reads it otherwise than we do.</exception>
    public HandlebarsTemplate(string template) => _fill = Engine.Compile(template);

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
