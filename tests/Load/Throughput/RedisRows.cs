using StackExchange.Redis;

namespace Cardline.Load.Throughput;

/// <summary>One write of the bare endpoint on Redis: a script that adds rows to a stream, all or none, as an append does with entries.</summary>
internal static class RedisRows
{
    private const string Script = "for i = 1, #ARGV do redis.call('XADD', KEYS[1], '*', 'a', ARGV[i]) end return 1";

    private static readonly RedisKey[] Stream = ["bare"];

    /// <summary>Opens the one pipelined connection, with the client that the server uses.</summary>
    public static ConnectionMultiplexer Connect(string address)
    {
        var connection = ConnectionMultiplexer.Connect(new ConfigurationOptions { EndPoints = { address }, TieBreaker = "", ConfigurationChannel = "" });
        connection.PreserveAsyncOrder = false;
        return connection;
    }

    /// <summary>Sends one write.</summary>
    public static Task SendAsync(IDatabase database, BareWrite write) => database.ScriptEvaluateAsync(Script, Stream, [.. write.Rows.Select(row => (RedisValue)row)]);
}
