namespace Cardline.Bot.Model.Prompting;

/// <summary>A part of a template, in either format.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Where it begins, in characters of the template.</param>
/// <param name="Text">The words, or the path of a value or of a block's argument; empty otherwise.</param>
/// <param name="Block">Name of the block that begins or ends; empty otherwise.</param>
internal sealed record TemplateToken(TemplateTokenKind Kind, int At, string Text, string Block = "");

/// <summary>Kinds of parts. A new one has to be handled in <see cref="TemplateRules"/> and <see cref="SemanticKernelTemplate"/>.</summary>
internal enum TemplateTokenKind
{
    /// <summary>Words that stand as they are.</summary>
    Words,

    /// <summary>A value is written.</summary>
    Value,

    /// <summary>A block begins.</summary>
    Open,

    /// <summary>The other half of a block begins.</summary>
    Else,

    /// <summary>A block ends.</summary>
    Close,
}
