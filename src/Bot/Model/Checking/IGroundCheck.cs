namespace Cardline.Bot.Model.Checking;

/// <summary>Checks what a model wrote, sentence by sentence, against the approved words it was given. Never throws for any text.</summary>
internal interface IGroundCheck
{
    /// <summary>Checks one whole sentence.</summary>
    /// <param name="sentence">What the model wrote, in Markdown.</param>
    /// <param name="scope">What it may say.</param>
    SentenceVerdict Check(string sentence, GroundScope scope);
}

/// <summary>What a sentence may be made of.</summary>
/// <param name="Passages">The passages in force on the day, facts filled in; at least one.</param>
/// <param name="Lang">The cardholder's language: <c>en</c> or <c>zh-Hans</c>.</param>
internal sealed record GroundScope(IReadOnlyList<Passage> Passages, string Lang);

/// <summary>A part of an approved article as it would be served.</summary>
/// <param name="Article">Article id.</param>
/// <param name="Version">Content hash of the file.</param>
/// <param name="Name">Name of the document it cites, or its title.</param>
/// <param name="Markdown">The words.</param>
internal sealed record Passage(string Article, string Version, string Name, string Markdown);

/// <summary>What became of a sentence.</summary>
/// <param name="Source">The passage that carries it; null when it failed.</param>
/// <param name="Fault">Why it failed; null when it passed.</param>
/// <param name="Found">The words at fault, for tests and for the audit, never for ordinary logs; null when it passed.</param>
internal sealed record SentenceVerdict(Passage? Source, SentenceFault? Fault, string? Found);

/// <summary>Why a sentence may not be said. A closed set.</summary>
internal enum SentenceFault
{
    /// <summary>A number, rate or amount, in figures or in words, that stands in no passage.</summary>
    Number,

    /// <summary>A date or a time that stands in no passage.</summary>
    Date,

    /// <summary>A telephone number that stands in no passage.</summary>
    Phone,

    /// <summary>An address of a place, a mail or a page that stands in no passage, or a link or picture to a page that is not the bank's.</summary>
    Address,

    /// <summary>Another language than the cardholder's.</summary>
    Language,

    /// <summary>A promise, or other words that the bank's rules (<c>compliance.yml</c>) forbid.</summary>
    Forbidden,

    /// <summary>Words that no passage carries: too little of the sentence stands there, or the passage says the opposite.</summary>
    Unsupported,

    /// <summary>Markup that has no place in an answer: HTML, headings, code, pictures, control characters.</summary>
    Markup,

    /// <summary>Longer than a sentence may be.</summary>
    TooLong,
}
