using Cardline.Bot.Conversations;
using Cardline.Bot.Turns.Reply;
using Cardline.Bot.Turns.Summary;
using Cardline.Handoff;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns;

/// <summary>Runs one turn of one conversation to its outcome. Whatever goes wrong, the outcome is in the log or the turn stays owed.</summary>
internal sealed class TurnRunner(
    IConversationLog log, TurnReader reader, WindowReader windows, TurnKeeper keeper, TurnPipeline pipeline, LiveReplies lives, SummaryRequests summaries, IOptions<TurnOptions> options,
    TimeProvider clock, ILogger<TurnRunner> logger)
{
    /// <summary>Turns of one conversation run in a row before others get their share.</summary>
    public const int TurnsInARowMax = 8;

    /// <summary>Takes in what this node has just appended, so that the turn it opens begins without asking the log.</summary>
    public void Remember(AppendResult.Appended appended) => windows.Grow(appended);

    /// <summary>Answers what is owed.</summary>
    /// <param name="conversationId">Whose turn.</param>
    /// <param name="resumed">True when the attempt recorded with the message is not this one: another is recorded first.</param>
    /// <param name="cancel">The server stops; what is not done is owed, to another node or at the next start.</param>
    /// <returns>True when there may be more to answer and others should have their share first.</returns>
    public async Task<bool> RunAsync(string conversationId, bool resumed, CancellationToken cancel)
    {
        for (var i = 0; i < TurnsInARowMax; i++)
        {
            if (await reader.ReadAsync(conversationId, cancel) is not { } turn)
            {
                return false;
            }

            if (resumed && turn.Head.TurnAttempts < options.Value.AttemptsMax && !await RecordAttemptAsync(turn, cancel))
            {
                continue;
            }

            var tooOften = resumed && turn.Head.TurnAttempts >= options.Value.AttemptsMax;
            turn = turn with { Live = lives.Of(turn, resumed) };
            resumed = false;
            if (await keeper.WhileKeptAsync(turn.Head, stop => ReplyAsync(turn, tooOften, stop), cancel) is not { } reply)
            {
                await turn.Live.TakeBackAsync(cancel);
            }
            else if (!await AppendAsync(turn, reply, cancel))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> RecordAttemptAsync(Turn turn, CancellationToken cancel)
    {
        var attempt = new AppendRequest(turn.Head.ConversationId, SenderKind.System, Key: null, [])
        {
            ExpectedEpoch = turn.Head.Epoch, BeginsAttempt = true, ExpectedAttempt = (turn.Head.TurnSeq!.Value, turn.Head.TurnAttempts),
        };
        if (await log.AppendAsync(attempt, cancel) is not AppendResult.Appended { Head: var head })
        {
            return false;
        }

        Operations.Instruments.TurnTakenOver();
        TurnLog.Resumed(logger, head.ConversationId, turn.Head.TurnSeq.Value, head.TurnAttempts);
        return true;
    }

    private async ValueTask<TurnReply> ReplyAsync(Turn turn, bool tooOften, CancellationToken cancel)
    {
        var late = clock.GetUtcNow() - turn.Waiting[0].At > TimeSpan.FromSeconds(options.Value.AnswerWithinSeconds);
        if (tooOften)
        {
            return FailedReply.Of(turn, "attempts");
        }

        try
        {
            return late ? await pipeline.RunLateAsync(turn, cancel) ?? FailedReply.Of(turn, "late") : await pipeline.RunAsync(turn, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Any failure of ours ends in the honest line and the offer of a person.
            Operations.Instruments.TurnFailed();
            TurnLog.Failed(logger, turn.Head.ConversationId, turn.Head.TurnSeq!.Value, e);
            return FailedReply.Of(turn, "exception");
        }
    }

    /// <summary>Appends the outcome under the epoch that was read; when a person has taken over meanwhile the store refuses it, and rightly so.</summary>
    /// <returns>False when nothing was owed after it: looking again would cost a way to the store, and what comes later is asked for by whoever appended it.</returns>
    private async Task<bool> AppendAsync(Turn turn, TurnReply reply, CancellationToken cancel)
    {
        turn.Live?.End(reply);
        var request = new AppendRequest(turn.Head.ConversationId, SenderKind.Bot, Key: null, reply.Entries)
        {
            ExpectedEpoch = turn.Head.Epoch,
            EndsTurn = new TurnEnd(turn.Head.TurnSeq!.Value, turn.Waiting[^1].Seq),
            NewHolder = reply.ToQueue ? new Holder(HolderKind.Queue) : null,
        };
        var result = await log.AppendAsync(request, cancel);
        Operations.Instruments.TurnEnded(result, clock.GetUtcNow() - turn.Waiting[0].At);
        if (result is AppendResult.Appended appended)
        {
            windows.Grow(appended);
            if (reply.ToQueue)
            {
                summaries.Ask(turn.Head.ConversationId);
            }
        }
        else if (result is AppendResult.Stale)
        {
            TurnLog.Superseded(logger, turn.Head.ConversationId, turn.Head.TurnSeq.Value);
            await (turn.Live?.TakeBackAsync(cancel) ?? Task.CompletedTask);
        }

        return result is not AppendResult.Appended { Head.TurnSeq: null };
    }
}
