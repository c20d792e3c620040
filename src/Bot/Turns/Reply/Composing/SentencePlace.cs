using Cardline.Bot.Model.Checking;

namespace Cardline.Bot.Turns.Reply.Composing;

/// <summary>Where in a composed message each of its sentences stands.</summary>
/// <param name="At">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, likewise.</param>
/// <param name="Source">The passage that carries it.</param>
internal sealed record SentencePlace(int At, int Length, Passage Source)
{
    /// <summary>Finds the places.</summary>
    /// <param name="lead">Approved words before the sentences; null for none.</param>
    /// <param name="sentences">The sentences as <see cref="CardholderText.OfChecked"/> joins them.</param>
    /// <param name="lang"><c>en</c> or <c>zh-Hans</c>.</param>
    public static IReadOnlyList<SentencePlace> Of(CardholderText? lead, IReadOnlyList<CheckedSentence> sentences, string lang)
    {
        var at = lead is null ? 0 : lead.Markdown.Length + CardholderText.ParagraphGap.Length;
        var places = new List<SentencePlace>(sentences.Count);
        for (var i = 0; i < sentences.Count; i++)
        {
            at += i == 0 ? 0 : Between(sentences[i - 1], sentences[i], lang).Length;
            var length = sentences[i].Text.Trim().Length;
            places.Add(new SentencePlace(at, length, sentences[i].Source));
            at += length;
        }

        return places;
    }

    /// <summary>What stands between two sentences: a line break that the model wrote, otherwise what the language has there.</summary>
    public static string Between(CheckedSentence before, CheckedSentence after, string lang)
    {
        var first = before.Text.AsSpan();
        var next = after.Text.AsSpan();
        var breaks = first[first.TrimEnd().Length..].Count('\n') + next[..(next.Length - next.TrimStart().Length)].Count('\n');
        return breaks > 1 ? CardholderText.ParagraphGap : breaks == 1 ? "\n" : lang == Languages.Chinese ? "" : " ";
    }
}
