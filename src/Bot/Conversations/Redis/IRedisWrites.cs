using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Where every write goes that must outlive a crash: it returns only when the write is as safe as <c>Storage:Redis:Durability</c> promises.</summary>
internal interface IRedisWrites
{
    /// <summary>Runs one command of the client's library that writes.</summary>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown (BOT030): the same command again is harmless.</exception>
    Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command);
}
