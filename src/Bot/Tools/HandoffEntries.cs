using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Masking;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Reply;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Tools;

/// <summary>What a program's request for a person puts into the log: the same approved words as after a press, and the request for the desk.</summary>
/// <remarks>
/// A reason that a program names orders the line. It is no notice of a right: that only the cardholder's own words give, and the turn has judged
/// them all before this is written.
/// </remarks>
internal sealed class HandoffEntries(IHandoffPolicy policy, ILine line, TextMask mask)
{
    /// <summary>What stands in the request's <c>rule</c>.</summary>
    public const string Rule = "tool";

    /// <summary>Entries looked back on for the language and for what was tried.</summary>
    public const int LookBackMax = 60;

    private const int TriedMax = 5;

    /// <summary>Builds the entries.</summary>
    /// <param name="ask">The request.</param>
    /// <param name="head">Where the conversation stands.</param>
    /// <param name="recent">Its last entries, oldest first.</param>
    /// <param name="place">The place in line that the cardholder is told; null when nobody is on duty.</param>
    public IReadOnlyList<NewEntry> Of(HandoffAsk ask, ConversationHead head, IReadOnlyList<LogEntry> recent, int? place)
    {
        List<SaidEntry> said = [.. recent.Select(SaidEntry.From).OfType<SaidEntry>()];
        var lang = LangOf(said, recent);
        var texts = policy.TextsFor(ask.Reason, lang);

        // A message's handoff is named by that message; this one is named apart, so that the two can never be taken for one.
        var handoffId = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{head.ConversationId}.t{head.Seq + 1}");
        var words = place is null ? CardholderText.OfHandoff(texts.NobodyOnDuty) : CardholderText.OfHandoff(texts.HandedOver, place);
        var entries = new List<NewEntry>();
        if (texts.FirstStep is { } step)
        {
            entries.Add(new NewEntry(BotMessage.Of("firstStep", CardholderText.OfHandoff(step), lang), Visible: true));
        }

        entries.Add(new NewEntry(BotMessage.Of("handedOff", words, lang).Marked("handoffId", handoffId), Visible: true));
        entries.Add(BotMessage.StaffEvent(LogEvents.HandoffInitiate, new JsonObject
        {
            ["handoffId"] = handoffId,
            ["reason"] = ask.Reason,
            ["priority"] = line.PriorityOf(ask.Reason),
            ["evidence"] = Evidence(ask.Note, lang),
            ["rule"] = Rule,
            ["lang"] = lang,
            ["tried"] = new JsonArray([.. said.SelectMany(entry => entry.Articles).Distinct(StringComparer.Ordinal).TakeLast(TriedMax).Select(article => (JsonNode)article)]),
        }));
        return entries;
    }

    /// <summary>
    /// The note as the desk shows it. It says whose words these are, because the desk shows evidence as the cardholder's; it is masked like any text, and
    /// holds no run of digits, because a message that it repeats may be redacted later.
    /// </summary>
    private string? Evidence(string? note, string lang)
    {
        if (note is null)
        {
            return null;
        }

        var plain = string.Concat(note.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        var masked = OutcomeEvent.WithoutNumbers(mask.Mask(plain).Text);
        return (lang == Languages.Chinese ? "程序备注：" : "Note by a program: ") + masked;
    }

    private static string LangOf(List<SaidEntry> said, IReadOnlyList<LogEntry> recent)
    {
        if (said.FindLast(entry => entry.Speaker == "cardholder") is { } last)
        {
            return Languages.Of([last], said);
        }

        var began = recent.Select(entry => JsonNode.Parse(entry.Json)).FirstOrDefault(activity => (string?)activity?["type"] == "conversationUpdate");
        return Languages.OfLocale((string?)began?["locale"]);
    }
}
