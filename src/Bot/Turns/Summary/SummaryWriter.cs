using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Model;
using Cardline.Bot.Turns.Reply;
using Cardline.Handoff;
using Cardline.Knowledge;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns.Summary;

/// <summary>What became of a request for a summary. A closed set.</summary>
internal enum SummaryEnd
{
    /// <summary>It stands in the log.</summary>
    Appended,

    /// <summary>Nobody waits for a person, or there is one already.</summary>
    NotWanted,

    /// <summary>The model had nothing to say.</summary>
    NoReply,

    /// <summary>What it said may not be shown.</summary>
    Refused,

    /// <summary>The conversation went on without it: it was closed, returned to the bot, or handed over anew.</summary>
    Overtaken,
}

/// <summary>Sums one conversation up for the agent who will take it, once for each handoff, beside the evidence and never instead of it.</summary>
internal sealed class SummaryWriter(IConversationLog log, IModel model, IKnowledgeBase knowledge, IOptions<TurnOptions> options, TimeProvider clock, ILogger<SummaryWriter> logger)
{
    /// <summary>Entries of the log that are looked at, the last ones.</summary>
    public const int EntriesMax = 500;

    /// <summary>Messages that the model is shown, the last ones.</summary>
    public const int HistoryMax = 60;

    /// <summary>Tries to append it while agents come and go.</summary>
    public const int AppendsMax = 3;

    /// <summary>Articles named as tried.</summary>
    private const int TriedMax = 5;

    /// <summary>Writes it.</summary>
    /// <exception cref="LogUnavailableException">The log cannot be read or written; there is no summary then.</exception>
    public async Task<SummaryEnd> WriteAsync(string conversationId, CancellationToken cancel)
    {
        if (await log.FindAsync(conversationId, cancel) is not { Holder.Kind: HolderKind.Queue or HolderKind.Agent } head)
        {
            return SummaryEnd.NotWanted;
        }

        var entries = await log.ReadAsync(conversationId, Audience.Staff, Math.Max(0, head.Seq - EntriesMax), EntriesMax, cancel);
        if (entries.LastOrDefault(entry => OpenHandoff.From(entry) is not null) is not { } initiate || OpenHandoff.From(initiate) is not { } handoff || entries.Any(entry => IsOf(entry, handoff)))
        {
            return SummaryEnd.NotWanted;
        }

        var said = entries.Select(SaidEntry.From).OfType<SaidEntry>().ToList();
        var ask = Ask(conversationId, handoff, said, options.Value.SummaryLang ?? LangOf(initiate));
        if (await model.AskAsync(ask, cancel) is not { } reply)
        {
            return SummaryEnd.NoReply;
        }

        var (text, fault) = SummaryCheck.Of(reply.Text, [.. said.Select(entry => entry.Text), .. (IEnumerable<string>)ask.Arguments["tried"]!], (string)ask.Arguments["lang"]!);
        if (fault is { } wrong)
        {
            SummaryLog.Refused(logger, conversationId, wrong);
            return SummaryEnd.Refused;
        }

        return await AppendAsync(head, entries[^1].Seq, handoff, Event(handoff, OutcomeEvent.WithoutNumbers(text), reply.Prompt), cancel);
    }

    private ModelAsk Ask(string conversationId, OpenHandoff handoff, List<SaidEntry> said, string lang) => new(ModelUse.Summary, conversationId, new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["history"] = Talk.Of(said, HistoryMax),
        ["reason"] = handoff.Reason,
        ["tried"] = said.SelectMany(entry => entry.Articles).Distinct(StringComparer.Ordinal).TakeLast(TriedMax)
            .Select(article => knowledge.Show(article, lang, clock.GetUtcNow())?.Candidates[0].Title).OfType<string>().ToList(),
        ["lang"] = lang,
    });

    /// <summary>Appends it under the epoch of the handoff that it is about. Whoever claims the case moves the epoch and wants it still; a case that is over wants none.</summary>
    private async Task<SummaryEnd> AppendAsync(ConversationHead head, long readThrough, OpenHandoff handoff, JsonObject activity, CancellationToken cancel)
    {
        for (var tries = 0; tries < AppendsMax; tries++)
        {
            var request = new AppendRequest(
                head.ConversationId, SenderKind.System, new IdempotencyKey(SenderKind.System, "summary", handoff.HandoffId), [new NewEntry(activity.DeepClone().AsObject(), Visible: false)])
            {
                ExpectedEpoch = head.Epoch,
            };
            var result = await log.AppendAsync(request, cancel);
            if (result is not AppendResult.Stale { Head: var now })
            {
                return result is AppendResult.Appended ? SummaryEnd.Appended : SummaryEnd.NotWanted;
            }

            if (now.Holder.Kind is not (HolderKind.Queue or HolderKind.Agent) || await IsAnotherAsync(now, readThrough, handoff, cancel))
            {
                return SummaryEnd.Overtaken;
            }

            head = now;
        }

        return SummaryEnd.Overtaken;
    }

    /// <summary>Whether a person was asked for anew since the conversation was read. Of what is too much to look through it is taken for granted.</summary>
    private async Task<bool> IsAnotherAsync(ConversationHead now, long readThrough, OpenHandoff handoff, CancellationToken cancel)
    {
        var since = await log.ReadAsync(now.ConversationId, Audience.Staff, readThrough, EntriesMax, cancel);
        return since.Count == EntriesMax || since.Any(entry => OpenHandoff.From(entry) is { } other && other.HandoffId != handoff.HandoffId);
    }

    private static JsonObject Event(OpenHandoff handoff, string text, string prompt) => BotMessage.StaffEvent(LogEvents.HandoffSummary, new JsonObject
    {
        ["handoffId"] = handoff.HandoffId, ["text"] = text, ["prompt"] = prompt, ["model"] = true,
    }).Activity;

    private static bool IsOf(LogEntry entry, OpenHandoff handoff) =>
        entry is { Sender: SenderKind.System, VisibleSeq: null } && entry.Json.Contains(LogEvents.HandoffSummary, StringComparison.Ordinal)
        && JsonNode.Parse(entry.Json) is JsonObject activity && (string?)activity["name"] == LogEvents.HandoffSummary && (string?)activity["value"]?["handoffId"] == handoff.HandoffId;

    private static string LangOf(LogEntry initiate) => (string?)JsonNode.Parse(initiate.Json)!["value"]?["lang"] ?? Languages.English;
}
