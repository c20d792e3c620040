using System.Text;

namespace Cardline.Bot.Gate.Masking;

/// <summary>A masked text.</summary>
/// <param name="Text">The same instance when nothing was found.</param>
/// <param name="Kinds">What was found, each kind once; empty when nothing was.</param>
internal readonly record struct MaskedText(string Text, IReadOnlyList<string> Kinds);

/// <summary>
/// Masks one text. Pure and linear; the same text always gives the same result, and masking a result again changes nothing:
/// what is left behind holds no cue, and a second pass already looked at the last four digits together with what follows them.
/// </summary>
internal sealed class TextMask(PhoneNumbers phones)
{
    private const int PassesMax = 4;

    /// <summary>Masks a text.</summary>
    /// <param name="text">What a sender wrote.</param>
    /// <param name="context">What stood before it, such as the name of its property or the last message; only read for cues.</param>
    public MaskedText Mask(string text, string? context = null)
    {
        if (context is null && !NeedsLook(text))
        {
            return new MaskedText(text, []);
        }

        List<string> kinds = [];
        for (var pass = 0; pass < PassesMax; pass++)
        {
            var found = Find(text, context, keepTail: pass == 0);
            if (found.Count == 0)
            {
                break;
            }

            text = Render(text, found);
            kinds = [.. kinds.Union(found.Select(finding => finding.Kind), StringComparer.Ordinal)];
        }

        return new MaskedText(text, kinds);
    }

    /// <summary>Finds what stands in a text, with places in that text.</summary>
    private List<Finding> Find(string text, string? context, bool keepTail)
    {
        var offset = context?.Length ?? 0;
        var whole = context is null ? text : context + text;
        var groups = DigitGroups.Of(whole);
        var found = new List<Finding>();
        phones.Add(groups, found);
        foreach (var card in CardNumbers.In(groups, keepTail))
        {
            if (!card.IsLikely && found.Exists(phone => phone.Start <= card.Finding.Start && phone.End >= card.Finding.End))
            {
                continue;
            }

            found.Add(card.Finding);
            CardNeighbours.Add(groups, whole, card, found);
        }

        IdNumbers.Add(groups, found);
        CuedSecrets.Add(groups, Fold(whole), found);
        found.RemoveAll(finding => finding.Start < offset);
        return offset == 0 ? Merge(found) : Merge([.. found.Select(finding => finding with { Start = finding.Start - offset, End = finding.End - offset })]);
    }

    /// <summary>Joins what overlaps: the strongest kind names it, and where no single finding covers the whole, all of it becomes stars.</summary>
    private static List<Finding> Merge(List<Finding> found)
    {
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : MaskKinds.Rank(a.Kind).CompareTo(MaskKinds.Rank(b.Kind)));
        var merged = new List<Finding>();
        foreach (var next in found)
        {
            if (merged.Count == 0 || next.Start >= merged[^1].End)
            {
                merged.Add(next);
                continue;
            }

            var last = merged[^1];
            var (strong, weak) = MaskKinds.Rank(last.Kind) <= MaskKinds.Rank(next.Kind) ? (last, next) : (next, last);
            var end = Math.Max(last.End, next.End);
            merged[^1] = strong.Start <= weak.Start && strong.End == end
                ? strong
                : new Finding(last.Start, end, strong.Kind, MaskKinds.Stars(strong.Kind));
        }

        return merged;
    }

    private static string Render(string text, List<Finding> found)
    {
        var masked = new StringBuilder(text.Length);
        var from = 0;
        foreach (var finding in found)
        {
            masked.Append(text, from, finding.Start - from).Append(finding.Replacement);
            from = finding.End;
        }

        return masked.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Most texts hold neither a digit nor a password; they are let through without any work.</summary>
    private static bool NeedsLook(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return true;
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] > '\u02ff' && DigitGroups.DigitAt(text, at, out _) >= 0)
            {
                return true;
            }
        }

        return text.AsSpan().ContainsAny(":：=") && Cues.Next(Fold(text), 0, out _).Word is not null;
    }

    /// <summary>Folds full-width Latin letters and signs, character for character, so that places stay the same.</summary>
    private static string Fold(string text) => !text.AsSpan().ContainsAnyInRange('！', '～')
        ? text
        : string.Create(text.Length, text, static (folded, source) =>
        {
            for (var at = 0; at < folded.Length; at++)
            {
                folded[at] = source[at] is >= '！' and <= '～' && !char.IsDigit(source[at]) ? (char)(source[at] - '！' + '!') : source[at];
            }
        });
}
