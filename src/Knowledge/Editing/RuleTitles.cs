using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing;

/// <summary>What each number means, in the words of its page in docs/errors; a test compares the two.</summary>
internal static class RuleTitles
{
    private static readonly Dictionary<string, (string Title, Severity Severity)> Titles = new(StringComparer.Ordinal)
    {
        ["KB001"] = ("The YAML cannot be read", Severity.Error),
        ["KB002"] = ("A key is unknown", Severity.Error),
        ["KB003"] = ("A required part is missing", Severity.Error),
        ["KB004"] = ("The file name does not match", Severity.Error),
        ["KB005"] = ("The same article stands twice", Severity.Error),
        ["KB006"] = ("The other language is missing", Severity.Error),
        ["KB007"] = ("A fact does not exist", Severity.Error),
        ["KB008"] = ("An article that is referred to does not exist", Severity.Error),
        ["KB009"] = ("Fewer than five sample questions", Severity.Warning),
        ["KB010"] = ("A date cannot be read", Severity.Error),
        ["KB011"] = ("A value is not allowed", Severity.Error),
        ["KB012"] = ("A number is written by hand", Severity.Warning),
        ["KB013"] = ("Two articles share a sample question", Severity.Warning),
        ["KB014"] = ("A question set names an unknown article", Severity.Error),
        ["KB015"] = ("A question set cannot be read", Severity.Error),
        ["KB016"] = ("A fact is malformed", Severity.Error),
        ["KB017"] = ("A file cannot be opened", Severity.Error),
        ["KB018"] = ("There is no knowledge folder", Severity.Error),
        ["KB019"] = ("A value is of the wrong kind", Severity.Error),
        ["KB020"] = ("An id has signs that are not allowed", Severity.Error),
        ["KB021"] = ("A glossary entry is malformed", Severity.Error),
        ["KB022"] = ("A unit stands twice", Severity.Warning),
        ["KB023"] = ("Two articles ask nearly the same", Severity.Warning),
        ["KB024"] = ("An article turns its own question away", Severity.Error),
        ["KB025"] = ("One fact has two values", Severity.Error),
        ["KB026"] = ("A number contradicts a fact", Severity.Warning),
        ["KB027"] = ("The two languages name different numbers", Severity.Warning),
        ["KB028"] = ("An article has expired", Severity.Warning),
        ["KB029"] = ("An article is due for review", Severity.Warning),
        ["KB030"] = ("An article expires before it begins", Severity.Error),
        ["KB031"] = ("There is a gap between two versions", Severity.Warning),
        ["KB032"] = ("A glossary entry leads nowhere", Severity.Warning),
        ["KB033"] = ("A word stands in two glossary groups", Severity.Warning),
        ["KB034"] = ("A link leads nowhere", Severity.Error),
        ["KB035"] = ("The chat does not show this link", Severity.Warning),
        ["KB036"] = ("An address is not the bank's", Severity.Error),
        ["KB037"] = ("A telephone number is not the bank's", Severity.Error),
        ["KB038"] = ("A listed number or address is written by hand", Severity.Warning),
        ["KB039"] = ("An invisible character", Severity.Error),
        ["KB040"] = ("Words that instruct a model", Severity.Warning),
        ["KB041"] = ("Hidden text", Severity.Error),
        ["KB042"] = ("Text that nobody can read", Severity.Warning),
        ["KB043"] = ("The format of the report is unknown", Severity.Error),
        ["KB080"] = ("A row of outside.tsv is malformed", Severity.Error),
        ["KB090"] = ("compliance.yml is malformed", Severity.Error),
        ["KB091"] = ("A forbidden pattern cannot be read", Severity.Error),
        ["KB092"] = ("Forbidden words are not explained", Severity.Error),
        ["KB093"] = ("An allowed link is not a host", Severity.Error),
    };

    internal static IReadOnlyDictionary<string, (string Title, Severity Severity)> All => Titles;

    /// <summary>The title, or the number itself when it has none yet: a report is never lost over it.</summary>
    internal static (string Title, Severity Severity) Of(string number) => Titles.TryGetValue(number, out var rule) ? rule : (number, Severity.Error);
}
