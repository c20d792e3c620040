namespace Cardline.Knowledge.Editing;

/// <summary>What <c>kb ask</c> is asked to do.</summary>
/// <param name="Question">The words of a cardholder.</param>
public sealed record AskRequest(string Question)
{
    /// <summary>Gets the language of the answer, <c>en</c> or <c>zh-Hans</c>; null takes the script of the question.</summary>
    public string? Lang { get; init; }

    /// <summary>Gets the knowledge folder; null takes the configured one.</summary>
    public string? Path { get; init; }

    /// <summary>Gets a value indicating whether to write one JSON object instead of text.</summary>
    public bool Json { get; init; }

    /// <summary>Gets a value indicating whether to say why the first article came first.</summary>
    public bool Why { get; init; }

    /// <summary>Gets the question asked just before; null when this is the first one.</summary>
    public string? Earlier { get; init; }

    /// <summary>Gets the article that answered <see cref="Earlier"/>; null takes the one that answers it now.</summary>
    public string? EarlierArticle { get; init; }

    /// <summary>Gets the product that the cardholder holds, such as gold; null when it is not known.</summary>
    public string? Product { get; init; }

    /// <summary>Gets the cardholder's region, such as CN; null when it is not known.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the day in the bank's time zone to ask on, as YYYY-MM-DD; null asks now.</summary>
    public string? On { get; init; }
}

/// <summary>What <c>kb eval</c> is asked to do.</summary>
/// <param name="Questions">A TSV file with the header question, article, lang.</param>
public sealed record EvalRequest(string Questions)
{
    /// <summary>Gets the knowledge folder; null takes the configured one.</summary>
    public string? Path { get; init; }

    /// <summary>Gets a value indicating whether to write one JSON object instead of text.</summary>
    public bool Json { get; init; }

    /// <summary>Gets a value indicating whether the text lists every article, not only the worst ones.</summary>
    public bool Articles { get; init; }

    /// <summary>Gets the file to keep figures and results in; null keeps nothing.</summary>
    public string? Save { get; init; }

    /// <summary>Gets a file written by an earlier <see cref="Save"/> to compare with; null compares with nothing.</summary>
    public string? Baseline { get; init; }
}

/// <summary>What <c>kb import</c> is asked to do.</summary>
/// <param name="File">A .tsv export of QnA Maker or its successor, or a Bot Framework .qna file.</param>
public sealed record ImportRequest(string File)
{
    /// <summary>Gets the knowledge folder, below which drafts are written; null takes the configured one.</summary>
    public string? Path { get; init; }

    /// <summary>Gets the language of all pairs, <c>en</c> or <c>zh-Hans</c>; null takes the script of each first question.</summary>
    public string? Lang { get; init; }

    /// <summary>Gets who is to look after the new drafts; null leaves it open.</summary>
    public string? Owner { get; init; }
}
