namespace Cardline.Bot.Model.Prompting;

/// <summary>What a template may name.</summary>
/// <param name="Shape">What the code gives.</param>
/// <param name="Declared">What the file declares.</param>
internal sealed record TemplateNames(PromptShape Shape, IReadOnlyList<PromptVariable> Declared)
{
    /// <summary>Gets a value indicating whether a list may be written as a value, each item on a line: Semantic Kernel's own format has no blocks.</summary>
    public bool ListsAreLines { get; init; }

    /// <summary>Returns a declared variable; one that only the file knows is a text with a default, written by whoever wrote the file. Null when it is not declared.</summary>
    public ShapeVariable? Find(string name) => Declared.Any(variable => variable.Name == name)
        ? Shape.Find(name) ?? ShapeVariable.Text(name, PromptFileReader.FileBytesMax) with { IsTrusted = true }
        : null;
}
