using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.TestKit.Redis;

namespace Cardline.Bot.Tests.Conversations.Redis;

/// <summary>One node's own connection to a real server, with the small stores over it.</summary>
internal sealed class SmallStores : IDisposable
{
    public SmallStores(RedisServer server, string prefix, int timeoutMilliseconds = 3000)
    {
        Options = new RedisOptions { Address = server.Address, Prefix = prefix, TimeoutMilliseconds = timeoutMilliseconds, Durability = RedisDurability.Memory };
        Connection = RedisConnection.Open(Options);
        Keys = new RedisKeys(prefix);
        State = new RedisStateStore(Connection, new AnsweredWrites(Connection), Keys);
        Leases = new RedisLeases(Connection, Keys);
    }

    public RedisOptions Options { get; }

    public RedisConnection Connection { get; }

    public RedisKeys Keys { get; }

    public NodeName Name { get; } = NodeName.Make();

    public IStateStore State { get; }

    public ILeaseStore Leases { get; }

    public void Dispose() => Connection.Dispose();
}
