using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Protocol;
using Cardline.Bot.Turns;
using Cardline.Handoff;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Appends what the door admitted and answers the client.</summary>
internal sealed class ClientAppend(IConversationLog log, ITurnScheduler turns, ITypingRelay typing)
{
    /// <summary>Does what the admission asks for.</summary>
    /// <exception cref="LogUnavailableException">The outcome is unknown (BOT030); the same request again is harmless.</exception>
    public async Task<IResult> TakeAsync(string conversationId, Admission admission, CancellationToken cancel)
    {
        switch (admission)
        {
            case Admission.Refused refused:
                return refused.Refusal.ToResult();
            case Admission.Passing:
                typing.CardholderTypes(conversationId);
                return Results.Json(new ResourceAnswer($"{conversationId}|p{TokenIssuer.NewName()}"));
            default:
                return await StoreAsync(conversationId, (Admission.Stored)admission, cancel);
        }
    }

    private async Task<IResult> StoreAsync(string conversationId, Admission.Stored stored, CancellationToken cancel)
    {
        var result = await log.AppendAsync(
            new AppendRequest(conversationId, SenderKind.Cardholder, stored.Key, stored.Entries)
            {
                NewHolder = stored.Closes ? new Holder(HolderKind.Closed) : null,
            },
            cancel);
        switch (result)
        {
            case AppendResult.Appended appended:
                if (stored.OpensTurn)
                {
                    turns.Schedule(appended);
                }

                // The log may have put an entry of its own first, when the message reopened the conversation.
                return Answer(appended.Entries.First(entry => entry.Sender == SenderKind.Cardholder));
            case AppendResult.Repeated repeated:
                // The first try may have died between its append and this line.
                if (stored.OpensTurn)
                {
                    turns.Schedule(conversationId);
                }

                return Results.Json(new ResourceAnswer(await IdOfAsync(conversationId, repeated.FirstSeq, cancel)));
            case AppendResult.KeyConflict:
                return Refusals.KeyConflict.ToResult();
            default:
                return Refusals.NoConversation.ToResult();
        }
    }

    /// <summary>The id of an entry that was written before. When it was trimmed away it gets an id that no other activity has, and that nobody waits to see.</summary>
    private async Task<string> IdOfAsync(string conversationId, long seq, CancellationToken cancel) =>
        await log.ReadAsync(conversationId, Audience.Staff, seq - 1, 1, cancel) is [var entry] && entry.Seq == seq
            ? entry.ActivityId
            : ConversationRules.ActivityId(conversationId, seq, visibleSeq: null);

    private static IResult Answer(LogEntry entry) =>
        Results.Json(new ResourceAnswer(entry.ActivityId));
}
