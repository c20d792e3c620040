using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Prompting;

/// <summary>A prompt as its file says it, checked and ready to be filled in.</summary>
/// <param name="Shape">What the code gives to it.</param>
/// <param name="Hash">First 12 hexadecimal digits of the SHA-256 of the file's bytes with <c>\n</c> as line ends.</param>
/// <param name="Variables">The variables it declares.</param>
/// <param name="Template">The template.</param>
/// <param name="Settings">Execution settings by service id; <c>default</c> is the one for all.</param>
internal sealed record PromptFile(
    PromptShape Shape,
    string Hash,
    IReadOnlyList<PromptVariable> Variables,
    IPromptTemplate Template,
    IReadOnlyDictionary<string, ChatOptions> Settings)
{
    /// <summary>Gets name and hash, such as <c>compose@1a2b3c4d5e6f</c>.</summary>
    public string FullName => $"{Shape.Name}@{Hash}";

    /// <summary>Returns a copy of the settings for a model: those under its name, otherwise <c>default</c>, otherwise none.</summary>
    public ChatOptions OptionsFor(string? model) =>
        ((model is not null ? Settings.GetValueOrDefault(model) : null) ?? Settings.GetValueOrDefault("default"))?.Clone() ?? new ChatOptions();
}

/// <summary>A variable that a file declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its value when the code gives none; null when there is no default.</param>
/// <param name="IsRequired">Whether a missing value is an error of ours.</param>
internal sealed record PromptVariable(string Name, string? Default, bool IsRequired);

/// <summary>A template that has been read and checked.</summary>
internal interface IPromptTemplate
{
    /// <summary>Fills it in. Every value is encoded.</summary>
    /// <param name="values">Texts (<see cref="string"/>), lists of texts, or lists of fields by name.</param>
    string Render(IReadOnlyDictionary<string, object> values);
}
