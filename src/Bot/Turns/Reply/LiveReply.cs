using System.Globalization;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Turns.Reply;

/// <summary>
/// What the clients see of one turn's reply while it is made: passing events that grow, and their end. The end is the logged message, whatever
/// it says; only where the log takes no message of the bot any more is what was shown taken back by a passing one.
/// </summary>
/// <remarks>
/// The stream is named after the turn, so an attempt on another node ends what the first one began. Used by one turn at a time, never at once.
/// </remarks>
internal sealed class LiveReply(LiveReplies all, Turn turn)
{
    /// <summary>Most chunks a second. Every chunk holds the whole text so far, so one that is left out is in the next.</summary>
    public const int ChunksPerSecondMax = 5;

    /// <summary>Entries behind the turn that are looked through for a message that has ended the stream already.</summary>
    private const int EntriesMax = 50;

    private static readonly TimeSpan ChunkEvery = TimeSpan.FromSeconds(1) / ChunksPerSecondMax;

    private long? sentAt;
    private int sequence;
    private bool closed;

    /// <summary>Gets a value indicating whether nobody has worked on this turn before, so that nothing can be shown twice.</summary>
    public bool IsFirstAttempt { get; init; } = true;

    /// <summary>Gets a value indicating whether an earlier attempt may have shown something that must be ended.</summary>
    public bool MayHaveBegun { get; init; }

    /// <summary>Gets the number of chunks shown by this attempt.</summary>
    public int Chunks => sequence;

    private string StreamId => field ??= StreamIdOf(turn);

    /// <summary>The name of a turn's stream, the same for every attempt.</summary>
    public static string StreamIdOf(Turn turn) => string.Create(CultureInfo.InvariantCulture, $"{turn.Head.ConversationId}|s{turn.Head.TurnSeq}");

    /// <summary>Shows that an answer is being put together.</summary>
    public Task BeginAsync(CancellationToken cancel) => SendAsync("informative", CardholderText.OfLine(BotLine.Composing, turn.Lang), cancel);

    /// <summary>Shows the text so far, if it is time for another chunk. The first one is shown at once.</summary>
    /// <returns>Whether it was shown.</returns>
    public async Task<bool> ShowAsync(CardholderText soFar, CancellationToken cancel)
    {
        if (sentAt is { } last && all.Clock.GetElapsedTime(last) < ChunkEvery)
        {
            return false;
        }

        if (!await SendAsync("streaming", soFar, cancel))
        {
            return false;
        }

        sentAt = all.Clock.GetTimestamp();
        return true;
    }

    /// <summary>Makes the first message that the cardholder sees of the reply the end of the stream, if there is or may be one. Nothing is shown after it.</summary>
    public void End(TurnReply reply)
    {
        closed = true;
        if ((sequence > 0 || MayHaveBegun) && reply.Entries.FirstOrDefault(entry => entry.Visible && (string?)entry.Activity["type"] == "message") is { } first)
        {
            Stamp(first.Activity, "final");
        }
    }

    /// <summary>
    /// Takes back what was shown when the log takes no message of the bot any more. While the turn is only another node's, or nobody's, nothing
    /// is done: whoever takes it up says its end.
    /// </summary>
    public async Task TakeBackAsync(CancellationToken cancel)
    {
        closed = true;
        if (sequence == 0 || !await IsPassedOnAsync(cancel))
        {
            return;
        }

        var message = BotMessage.Of("brokenOff", CardholderText.OfLine(BotLine.BrokenOff, turn.Lang), turn.Lang);
        Stamp(message, "final");
        all.Clients.SendPassing(turn.Head.ConversationId, message);
        TurnLog.TakenBack(all.Logger, turn.Head.ConversationId, turn.Head.TurnSeq ?? 0);
    }

    private async Task<bool> SendAsync(string type, CardholderText text, CancellationToken cancel)
    {
        if (closed || !IsFirstAttempt || !all.Clients.IsWatched(turn.Head.ConversationId) || !await IsOursAsync(cancel))
        {
            return false;
        }

        all.Begin(StreamId);
        var chunk = BotMessage.Of("growing", text, turn.Lang);
        chunk["type"] = "typing";
        chunk.Remove("inputHint");
        Stamp(chunk, type);
        chunk["channelData"]!["streamSequence"] = ++sequence;

        // The socket drops a chunk behind the first entry of somebody else that it has sent, and takes this number off.
        chunk.Marked(AfterName, turn.Head.VisibleSeq);
        if (sequence == 1)
        {
            chunk["id"] = StreamId;
        }

        all.Clients.SendPassing(turn.Head.ConversationId, chunk);
        return true;
    }

    /// <summary>Name of the property of <c>channelData.cardline</c> that says behind which visible entry a chunk was made.</summary>
    public const string AfterName = "after";

    private void Stamp(JsonObject activity, string type)
    {
        var data = activity["channelData"]!.AsObject();
        (data["streamType"], data["streamId"]) = (type, StreamId);
    }

    /// <summary>Whether the bot has the turn still. A store that is away says nothing, and then nothing is shown.</summary>
    private async Task<bool> IsOursAsync(CancellationToken cancel)
    {
        try
        {
            return await all.Log.FindAsync(turn.Head.ConversationId, cancel) is { } now && now.Epoch == turn.Head.Epoch && now.TurnSeq == turn.Head.TurnSeq;
        }
        catch (LogUnavailableException)
        {
            return false;
        }
    }

    private async Task<bool> IsPassedOnAsync(CancellationToken cancel)
    {
        try
        {
            if (await all.Log.FindAsync(turn.Head.ConversationId, cancel) is not { } now || now.Epoch == turn.Head.Epoch)
            {
                return false;
            }

            // Another attempt may have handed over, and its message has ended the stream.
            var later = await all.Log.ReadAsync(turn.Head.ConversationId, Audience.Cardholder, turn.Head.VisibleSeq, EntriesMax, cancel);
            return !later.Any(entry => entry.Sender == SenderKind.Bot && (string?)JsonNode.Parse(entry.Json)?["channelData"]?["streamId"] == StreamId);
        }
        catch (LogUnavailableException)
        {
            return false;
        }
    }
}
