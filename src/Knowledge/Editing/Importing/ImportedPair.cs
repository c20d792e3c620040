using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>One question with its answer as it stands in another product's file.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="SourceId">Its number or anchor in that file, to which prompts point; empty when it has none.</param>
/// <param name="Answer">The answer, in Markdown.</param>
internal sealed record ImportedPair(Place At, string SourceId, Marked Answer)
{
    /// <summary>Gets the phrasings, the first of which becomes the title.</summary>
    internal List<Marked> Questions { get; } = [];

    internal List<ImportedProperty> Metadata { get; } = [];

    internal List<ImportedPrompt> Prompts { get; } = [];

    /// <summary>Gets or sets the document that the answer was taken from; null when it was written by hand.</summary>
    internal string? Source { get; set; }

    /// <summary>Gets or sets a value indicating whether it was found only through a prompt, never by asking.</summary>
    internal bool ContextOnly { get; set; }
}

/// <summary>A name with a value, such as product: gold.</summary>
internal sealed record ImportedProperty(string Name, string Value, Place At);

/// <summary>A button under an answer that leads to another pair.</summary>
/// <param name="Display">What the button says.</param>
/// <param name="Target">Number, anchor or question of the other pair.</param>
/// <param name="At">Where it stands.</param>
internal sealed record ImportedPrompt(string Display, string Target, Place At);
