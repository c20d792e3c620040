using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Protocol;
using Cardline.Bot.Turns.Reply;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>The open sockets of this node, which are all there are unless several nodes share a store. One lock guards the table; nothing is sent or waited for under it.</summary>
internal sealed class ClientSockets(IOptions<GateOptions> options, TimeProvider clock, IDeskStatus desk) : ILocalClients, ILiveClients
{
    /// <summary>Most sockets of one token in one conversation. Two open tabs must not push each other out.</summary>
    public const int PerTokenMax = 4;

    /// <summary>Most sockets of one conversation, over all tokens.</summary>
    public const int PerConversationMax = 16;

    private readonly Lock _table = new();
    private readonly Dictionary<string, List<ClientSocket>> _open = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Gets how many are open on this node.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Gets a value indicating whether one more may be opened.</summary>
    public bool HasRoom => Count < options.Value.SocketsMax;

    /// <summary>Enters a socket; the oldest beyond the bounds is asked to end.</summary>
    public void Add(ClientSocket socket)
    {
        List<ClientSocket> displaced = [];
        lock (_table)
        {
            if (!_open.TryGetValue(socket.ConversationId, out var all))
            {
                _open[socket.ConversationId] = all = [];
            }

            all.Add(socket);
            _count++;
            var ofToken = all.Where(other => other.Session == socket.Session).ToList();
            displaced.AddRange(ofToken.Take(ofToken.Count - PerTokenMax));
            displaced.AddRange(all.Take(all.Count - PerConversationMax));
        }

        displaced.ForEach(old => old.End(SocketEnd.Displaced));
    }

    /// <summary>Takes a socket out.</summary>
    public void Remove(ClientSocket socket)
    {
        lock (_table)
        {
            if (!_open.TryGetValue(socket.ConversationId, out var all) || !all.Remove(socket))
            {
                return;
            }

            _count--;
            if (all.Count == 0)
            {
                _open.Remove(socket.ConversationId);
            }
        }
    }

    /// <summary>Tells a socket that has just replayed the log what no log tells: the place in the line, when its conversation waits.</summary>
    public void TellPlace(ClientSocket socket)
    {
        if (desk.PlaceOf(socket.ConversationId) is { } place)
        {
            socket.SendPassing(SetOf(socket.ConversationId, place));
        }
    }

    /// <inheritdoc cref="ILocalClients.SendPassing"/>
    public void SendPassing(string conversationId, JsonObject activity)
    {
        List<ClientSocket> all;
        lock (_table)
        {
            if (!_open.TryGetValue(conversationId, out var found))
            {
                return;
            }

            all = [.. found];
        }

        var set = SetOf(conversationId, activity);
        var after = (activity["channelData"]?["cardline"] as JsonObject)?[LiveReply.AfterName] is JsonValue value && value.TryGetValue<long>(out var entry) ? entry : (long?)null;
        all.ForEach(socket => socket.SendPassing(set, after));
    }

    /// <inheritdoc/>
    public bool IsWatched(string conversationId)
    {
        lock (_table)
        {
            return _open.ContainsKey(conversationId);
        }
    }

    private ReadOnlyMemory<byte> SetOf(string conversationId, JsonObject activity) =>
        new ActivitySet([ActivitySet.Utf8Of(Completed(conversationId, activity))], Watermark: null).ToUtf8();

    // Web Chat places activities by their timestamp and joins them by their id, so a passing one needs both.
    private JsonObject Completed(string conversationId, JsonObject activity)
    {
        var copy = activity.DeepClone().AsObject();
        copy.Remove("serviceUrl");
        (copy["channelData"]?["cardline"] as JsonObject)?.Remove(LiveReply.AfterName);
        copy["id"] ??= $"{conversationId}|p{Tokens.TokenIssuer.NewName()}";
        copy["timestamp"] ??= WriteBatch.Time(clock.GetUtcNow());
        copy["channelId"] ??= InboundDoor.Channel;
        copy["conversation"] ??= new JsonObject { ["id"] = conversationId };
        copy["from"] ??= new JsonObject { ["id"] = BotMessage.BotId, ["role"] = "bot" };
        return copy;
    }
}
