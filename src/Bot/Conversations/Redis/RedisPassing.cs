using System.Text.Json;
using System.Text.Json.Nodes;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// Carries passing events to the sockets of other nodes. What is said is <c>NODE ID JSON</c>; a node passes over what it said itself,
/// because its own sockets have it already.
/// </summary>
/// <remarks>Everything here may be lost: when Redis is slow or away, nothing may wait for it.</remarks>
internal sealed class RedisPassing(RedisConnection redis, RedisKeys keys, NodeName node, ILocalClients here, ILogger<RedisPassing> logger) : ILiveClients, IHostedService
{
    /// <summary>Most characters of one event as it is published. Typing and places in line have a few hundred, an answer that grows a few thousand.</summary>
    public const int CharsMax = 8192;

    /// <summary>Most events on their way to Redis; one more is dropped.</summary>
    public const int UnderWayMax = 256;

    // Only nodes read it: written as escapes, an answer in Chinese would be three times as long as it need be.
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int DepthMax = 16;
    private const int ConversationIdCharsMax = 256;
    private const int LoggedEvery = 1000;

    private int underWay;
    private long dropped;

    /// <summary>Gets how many events were too long, malformed, too many or not taken by Redis.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <inheritdoc/>
    public void SendPassing(string conversationId, JsonObject activity)
    {
        here.SendPassing(conversationId, activity);
        var said = $"{node.Id} {conversationId} {activity.ToJsonString(AsWritten)}";
        if (said.Length > CharsMax)
        {
            Drop();
            return;
        }

        _ = PublishAsync(said);
    }

    /// <inheritdoc/>
    /// <remarks>A node knows its own sockets only, so what nobody watches here might be watched elsewhere.</remarks>
    public bool IsWatched(string conversationId) => true;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        redis.Subscribe(keys.Passing, Hear);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes in what any node said.</summary>
    internal void Hear(RedisValue value)
    {
        if ((string?)value is not { Length: <= CharsMax } said || Parse(said) is not var (from, conversationId, activity))
        {
            Drop();
            return;
        }

        if (from != node.Id)
        {
            here.SendPassing(conversationId, activity);
        }
    }

    private static (string From, string ConversationId, JsonObject Activity)? Parse(string said)
    {
        if (said.Split(' ', 3) is not [{ Length: > 0 } from, { Length: > 0 and <= ConversationIdCharsMax } conversationId, var json])
        {
            return null;
        }

        try
        {
            var read = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = DepthMax, AllowDuplicateProperties = false });
            return read is JsonObject activity ? (from, conversationId, activity) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task PublishAsync(string said)
    {
        try
        {
            if (Interlocked.Increment(ref underWay) > UnderWayMax)
            {
                Drop();
                return;
            }

            await redis.RunAsync(database => database.PublishAsync(keys.Passing, said));
        }
        catch (LogUnavailableException)
        {
            Drop();
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    private void Drop()
    {
        // A flood of them must not become a flood of lines.
        var count = Interlocked.Increment(ref dropped);
        if (count % LoggedEvery == 1)
        {
            PassingLog.Dropped(logger, count);
        }
    }
}
