using Cardline.Bot.Conversations;
using Cardline.Handoff;
using Cardline.Handoff.Queue;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tools;

/// <summary>
/// Opens a handoff for a program: one append under the epoch that was read, which changes the holder and refuses itself while a turn is open.
/// So no message stays unjudged, nobody is talked over, and of two programs one opens it and the other is told.
/// </summary>
internal sealed class HandoffDoor(
    IConversationLog log, IWaitingLine waiting, HandoffEntries entries, TimeProvider clock, IOptions<ToolOptions> options, ILogger<HandoffDoor> logger)
{
    /// <summary>Most appends that may be refused because something moved in between.</summary>
    public const int TriesMax = 8;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Opens it, or says why not.</summary>
    /// <exception cref="LogUnavailableException">The outcome is unknown; the same request again is harmless.</exception>
    public async Task<ToolResult> OpenAsync(HandoffAsk ask, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var head = await SettledAsync(ask.ConversationId, cancel);
            if (head?.Holder.Kind != HolderKind.Bot)
            {
                return Standing(ask, head);
            }

            if (head.TurnSeq is not null)
            {
                return ToolErrors.Busy;
            }

            if (await AppendAsync(ask, head, cancel) is { } result)
            {
                return result;
            }
        }

        return ToolErrors.Busy;
    }

    /// <returns>Null when something moved and it must be looked at again.</returns>
    private async Task<ToolResult?> AppendAsync(HandoffAsk ask, ConversationHead head, CancellationToken cancel)
    {
        var duty = waiting.AgentsOnDuty;
        var place = waiting.CountAhead(ask.Reason) + 1;
        var recent = await log.ReadAsync(head.ConversationId, Audience.Staff, Math.Max(0, head.Seq - HandoffEntries.LookBackMax), HandoffEntries.LookBackMax, cancel);
        var request = new AppendRequest(
            head.ConversationId,
            SenderKind.Bot,
            ask.ClientId is null ? null : new IdempotencyKey(SenderKind.Bot, HandoffEntries.Rule, ask.ClientId),
            entries.Of(ask, head, recent, duty > 0 ? place : null))
        {
            ExpectedEpoch = head.Epoch, NewHolder = new Holder(HolderKind.Queue), ExpectsNoTurn = true,
        };
        switch (await log.AppendAsync(request, cancel))
        {
            case AppendResult.Appended:
                ToolLog.Opened(logger, head.ConversationId, ask.Reason);
                return new HandoffResult(
                    HandoffStatus.Queued, ask.ConversationId, place, duty, ask.Reason,
                    duty > 0 ? "The conversation waits for a person. The cardholder was told." : "The conversation waits for a person, but nobody is on duty. The cardholder was told so, with the hotline.");
            case AppendResult.Repeated or AppendResult.KeyConflict:
                return Result(ask, HandoffStatus.DoneBefore, "This client_id was used in this conversation before, and that request was dealt with. Nothing was done now; a new request needs a new client_id.");
            case AppendResult.NotFound:
                return Standing(ask, head: null);
            default:
                return null;
        }
    }

    /// <summary>Waits, for a bounded time, until the bot has ended the turn that is open.</summary>
    private async Task<ConversationHead?> SettledAsync(string conversationId, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        using var look = new PeriodicTimer(LookEvery, clock);
        while (true)
        {
            var head = await log.FindAsync(conversationId, cancel);
            if (head is not { TurnSeq: not null, Holder.Kind: HolderKind.Bot } || clock.GetElapsedTime(began).TotalMilliseconds >= options.Value.TurnWaitMilliseconds)
            {
                return head;
            }

            await look.WaitForNextTickAsync(cancel);
        }
    }

    private HandoffResult Standing(HandoffAsk ask, ConversationHead? head) => head?.Holder.Kind switch
    {
        null => Result(ask, HandoffStatus.NoSuchConversation, "There is no conversation of this id. Nothing was done."),
        HolderKind.Queue => Result(ask, HandoffStatus.AlreadyWaiting, "The conversation was waiting for a person already. Its place was not changed.") with { Place = waiting.Find(ask.ConversationId)?.Place },
        HolderKind.Agent => Result(ask, HandoffStatus.HeldByAgent, "A person is answering in this conversation already. Nothing was done."),
        HolderKind.Closed => Result(ask, HandoffStatus.Closed, "The conversation is over. Nothing was done; it opens again when the cardholder writes."),
        var other => throw new InvalidOperationException($"A new holder {other} needs a status here."),
    };

    private HandoffResult Result(HandoffAsk ask, string status, string message) => new(status, ask.ConversationId, Place: null, waiting.AgentsOnDuty, Reason: null, message);
}
