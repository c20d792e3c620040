using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Masking;

/// <summary>What a message turns out to continue.</summary>
/// <param name="Earlier">Entries that hold the beginning of a number, to be redacted.</param>
/// <param name="Cue">Cue word at the end of the message before; null when there is none.</param>
/// <param name="Kind">Kind of the number that is split; null when none is.</param>
internal sealed record SplitFinding(IReadOnlyList<long> Earlier, string? Cue, string? Kind);

/// <summary>
/// Finds numbers that were sent in pieces: the end of one message, perhaps whole messages, and the beginning of the next, by the
/// same sender within a short time. Because mending destroys a whole message, the number must also begin like a card in use.
/// </summary>
internal sealed class SplitNumbers(IConversationLog log, IOptions<MaskingOptions> options, TimeProvider clock)
{
    private const int EntriesRead = 48;
    private const int WordsAroundChars = 32;
    private const int ContextChars = 40;

    /// <summary>Tells whether a text may continue a number: it has digits near its beginning, too few to be a card by themselves.</summary>
    public static bool MayContinue(string text) => HeadRun(DigitGroups.Of(text)) is not null;

    /// <summary>Looks at what the sender wrote before.</summary>
    /// <param name="request">The append, masked, as its predecessors are.</param>
    /// <param name="text">Its text, unmasked.</param>
    /// <param name="beforeSeq">Only entries before this one; the end of the log when 0.</param>
    /// <param name="cancel">Stops the reads.</param>
    public async Task<SplitFinding?> FindAsync(AppendRequest request, string text, long beforeSeq, CancellationToken cancel)
    {
        var window = TimeSpan.FromSeconds(options.Value.SplitWindowSeconds);
        var groups = DigitGroups.Of(text);
        if (window == TimeSpan.Zero || HeadRun(groups) is not { } head || await log.FindAsync(request.ConversationId, cancel) is not { } at)
        {
            return null;
        }

        var last = beforeSeq == 0 ? at.Seq : beforeSeq - 1;
        var entries = await log.ReadAsync(request.ConversationId, Audience.Staff, Math.Max(0, last - EntriesRead), EntriesRead, cancel);
        var since = clock.GetUtcNow() - window;
        var earlier = entries
            .Where(entry => entry.Seq <= last && entry.Sender == request.Sender && entry.At >= since)
            .Select(entry => (entry.Seq, Activity: JsonNode.Parse(entry.Json)!.AsObject()))
            .Where(entry => TextOf(entry.Activity) is not null && SameSender(entry.Activity, request))
            .Select(entry => (entry.Seq, Text: TextOf(entry.Activity)!))
            .TakeLast(options.Value.SplitWindowMessages)
            .Reverse()
            .ToList();
        if (earlier.Count == 0)
        {
            return null;
        }

        var (found, kind) = Continues(earlier, groups, head);
        var context = earlier[0].Text[^Math.Min(ContextChars, earlier[0].Text.Length)..] + "\n";
        var cue = Cues.Next(context, 0, out _).Word is null ? null : context;
        return found.Count > 0 || cue is not null ? new SplitFinding(found, cue, kind) : null;
    }

    /// <summary>Overwrites the digits at the beginning of the last piece.</summary>
    public static string MaskHead(string text)
    {
        var groups = DigitGroups.Of(text);
        return HeadRun(groups) is { } head ? string.Concat(text.AsSpan(0, groups.Groups[0].Start), "****", text.AsSpan(groups.Groups[head].End)) : text;
    }

    /// <summary>Reads the text of a message.</summary>
    public static string? TextOf(JsonObject activity) =>
        (string?)activity["type"] == "message" && activity["text"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static (IReadOnlyList<long> Earlier, string? Kind) Continues(List<(long Seq, string Text)> newestFirst, DigitGroups groups, int head)
    {
        var pieces = new List<byte>();
        var seqs = new List<long>();
        foreach (var (seq, text) in newestFirst)
        {
            var before = DigitGroups.Of(text);
            if (before.Groups.Count == 0)
            {
                continue;
            }

            var tail = TailRun(before);
            if (tail < 0 || before.IsMaskedTail(before.Groups[^1]))
            {
                break;
            }

            seqs.Add(seq);
            for (var first = tail; first < before.Groups.Count; first++)
            {
                var digits = before.Digits[before.Groups[first].First..];
                if (KindOf([.. digits, .. pieces], groups, head) is { } kind)
                {
                    return (seqs, kind);
                }
            }

            pieces.InsertRange(0, before.Digits[before.Groups[tail].First..].ToArray());
            if (tail > 0 || pieces.Count >= Checks.CardDigitsMax)
            {
                break;
            }
        }

        return ([], null);
    }

    private static string? KindOf(byte[] earlier, DigitGroups groups, int head)
    {
        for (var last = 0; last <= head; last++)
        {
            var group = groups.Groups[last];
            byte[] digits = [.. earlier, .. groups.Digits[..(group.First + group.Count)]];
            if (digits.Length is >= Checks.CardDigitsMin and <= Checks.CardDigitsMax && Checks.BeginsLikeCard(digits) && Checks.Luhn(digits))
            {
                return MaskKinds.Card;
            }

            if (Checks.IdNumber(digits, endsWithX: false))
            {
                return MaskKinds.IdNumber;
            }
        }

        return null;
    }

    /// <summary>The last group of the run of digits near the beginning of a text; null when there is none.</summary>
    private static int? HeadRun(DigitGroups groups)
    {
        if (groups.Groups.Count == 0 || groups.Groups[0].Start > WordsAroundChars)
        {
            return null;
        }

        var last = 0;
        while (last + 1 < groups.Groups.Count && groups.Groups[last + 1].Joined)
        {
            last++;
        }

        return groups.Groups[last].First + groups.Groups[last].Count < Checks.CardDigitsMax ? last : null;
    }

    /// <summary>The first group of the run of digits near the end of a text; -1 when there is none.</summary>
    private static int TailRun(DigitGroups groups)
    {
        var first = groups.Groups.Count - 1;
        if (groups.Text.Length - groups.Groups[first].End > WordsAroundChars)
        {
            return -1;
        }

        while (first > 0 && groups.Groups[first].Joined)
        {
            first--;
        }

        return first;
    }

    private static bool SameSender(JsonObject activity, AppendRequest request)
    {
        var sender = request.Entries.Select(entry => (string?)entry.Activity["from"]?["id"]).FirstOrDefault(id => id is not null);
        return sender is null || (string?)activity["from"]?["id"] == sender;
    }
}
