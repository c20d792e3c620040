using System.Globalization;
using Cardline.Handoff;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Places of agents that all nodes share. Each step is one script by the server's clock, so of any number of claims no more succeed than there is room for.</summary>
/// <remarks>Like leases they are not waited for until a replica has them: a failover may forget them, and the desk makes them again from the log.</remarks>
internal sealed class RedisPlaces(RedisConnection redis, RedisKeys keys) : IAgentPlaces
{
    private static readonly RedisScript Take = RedisScript.Read("placetake");
    private static readonly RedisScript Leave = RedisScript.Read("placeleave");

    /// <summary>Gets how long a place lasts that is not kept.</summary>
    public TimeSpan Life { get; init; } = CasePlace.Life;

    /// <inheritdoc/>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown (BOT030); the place then lapses, or the same wish finds it taken.</exception>
    public async Task<bool> TryTakeAsync(PlaceWish wish, CancellationToken cancel) =>
        (long)await TakeAsync(wish.AgentId, wish.PlacesMax, NameOf(wish.Place), wish.Held).WaitAsync(cancel) == 1;

    /// <inheritdoc/>
    public Task<bool> LeaveAsync(string agentId, CasePlace place, CancellationToken cancel) =>
        ReachedAsync(redis.ScriptAsync(Leave, KeysOf(agentId), [NameOf(place), (long)CasePlace.LeftFor.TotalMilliseconds]), cancel);

    /// <inheritdoc/>
    public Task<bool> KeepAsync(string agentId, IReadOnlyCollection<CasePlace> held, CancellationToken cancel) =>
        ReachedAsync(TakeAsync(agentId, most: 0, wished: string.Empty, held), cancel);

    private static async Task<bool> ReachedAsync(Task step, CancellationToken cancel)
    {
        try
        {
            await step.WaitAsync(cancel);
            return true;
        }
        catch (LogUnavailableException)
        {
            // The connection has said so already; the caller goes on without.
            return false;
        }
    }

    private Task<RedisResult> TakeAsync(string agentId, int most, string wished, IReadOnlyCollection<CasePlace> held) => redis.ScriptAsync(
        Take, KeysOf(agentId), [(long)Life.TotalMilliseconds, most, wished, .. held.Take(CasePlace.KeptMax).Select(place => (RedisValue)NameOf(place))]);

    private RedisKey[] KeysOf(string agentId) => [keys.Places(agentId), keys.PlacesLeft(agentId)];

    private static string NameOf(CasePlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.Epoch}:{place.ConversationId}");
}
