using System.Text.Json;
using System.Text.RegularExpressions;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Turns.Escalation;

/// <summary>A model's opinion, read strictly: one object with <c>need</c>, <c>reason</c> and <c>words</c> and nothing else.</summary>
/// <param name="Need">What it thinks is needed.</param>
/// <param name="Reason">One of <see cref="HandoffReasons"/>; a reason that acts at once only when a person is needed.</param>
/// <param name="Words">The cardholder's words that it goes by.</param>
internal sealed record Opinion(HandoffStep Need, string Reason, string Words)
{
    /// <summary>Most characters of a reply; three short strings need no more.</summary>
    public const int ReplyCharsMax = 1500;

    /// <summary>Most characters of the words.</summary>
    public const int WordsCharsMax = 300;

    /// <summary>Fewest letters and digits of the words: less stands in any message.</summary>
    public const int WordsLettersMin = 2;

    private static readonly TimeSpan FindWithin = TimeSpan.FromSeconds(1);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2, AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow, AllowDuplicateProperties = false };

    /// <summary>Reads it; null when it is not exactly what was asked for.</summary>
    public static Opinion? Read(string reply)
    {
        if (reply.Length > ReplyCharsMax)
        {
            return null;
        }

        try
        {
            using var parsed = JsonDocument.Parse(reply, Strict);
            return parsed.RootElement.ValueKind == JsonValueKind.Object ? Of(parsed.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The message in which the words stand and the words as they stand there; null when they stand in none.</summary>
    public (SaidEntry Message, string Words)? FindIn(IReadOnlyList<SaidEntry> messages)
    {
        foreach (var message in messages)
        {
            // A prompt shows every message on one line, so a blank in the quotation may be a line's end in the message.
            var pattern = string.Join(@"\s+", Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape));
            if (Regex.Match(message.Text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, FindWithin) is { Success: true } found)
            {
                return (message, found.Value);
            }
        }

        return null;
    }

    private static Opinion? Of(JsonElement root)
    {
        if (root.GetPropertyCount() != 3 || Text(root, "need") is not { } need || Text(root, "reason") is not { } reason || Text(root, "words")?.Trim() is not { } words)
        {
            return null;
        }

        if (need == "none")
        {
            return new Opinion(HandoffStep.Answer, HandoffReasons.None, string.Empty);
        }

        var mayBe = need switch
        {
            "person" => HandoffReasons.All.Contains(reason),
            "offer" => HandoffReasons.Offered.Contains(reason),
            _ => false,
        };
        return mayBe && words.Length <= WordsCharsMax && words.Count(char.IsLetterOrDigit) >= WordsLettersMin
            ? new Opinion(need == "person" ? HandoffStep.Handoff : HandoffStep.Offer, reason, words)
            : null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
