using System.Net;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// Finds the server that takes writes. With <c>serviceName</c> in the address the hosts are sentinels, and more than half of them must
/// name the same primary: one cut off with an old primary must not lead a node there.
/// </summary>
/// <remarks>The client of decision 0011 knows nothing of Sentinel, so this does.</remarks>
internal sealed class RedisAddress : IDisposable
{
    private static readonly TimeSpan SentinelLimit = TimeSpan.FromSeconds(1);

    private readonly ConfigurationOptions parsed;
    private readonly ConnectionMultiplexer? sentinels;

    /// <summary>Reads the address; with sentinels, connects to them.</summary>
    /// <exception cref="StoreStartException">It cannot be read (BOT037).</exception>
    public RedisAddress(RedisOptions options)
    {
        try
        {
            parsed = ConfigurationOptions.Parse(options.Address);
        }
        catch (ArgumentException e)
        {
            throw new StoreStartException($"BOT037: ConnectionStrings:Redis cannot be read ({e.Message}). It looks like host:6379,password=...,ssl=true", e);
        }

        parsed.ConnectTimeout = parsed.SyncTimeout = options.TimeoutMilliseconds;
        if (string.IsNullOrEmpty(parsed.ServiceName))
        {
            return;
        }

        var asking = new ConfigurationOptions
        {
            CommandMap = CommandMap.Sentinel, TieBreaker = "", AbortOnConnectFail = false, ConnectTimeout = (int)SentinelLimit.TotalMilliseconds, Password = options.SentinelPassword,
        };
        foreach (var endPoint in parsed.EndPoints)
        {
            asking.EndPoints.Add(endPoint);
        }

        sentinels = ConnectionMultiplexer.Connect(asking);
    }

    /// <summary>Gets a value indicating whether sentinels say where the primary is.</summary>
    public bool UsesSentinels => sentinels is not null;

    /// <summary>Finds the primary; null when sentinels do not agree on one right now.</summary>
    public async Task<EndPoint?> PrimaryAsync()
    {
        if (sentinels is null)
        {
            return parsed.EndPoints[0];
        }

        var answers = await Task.WhenAll(parsed.EndPoints.Select(AskAsync));
        return answers.OfType<EndPoint>().GroupBy(answer => answer.ToString()).FirstOrDefault(same => same.Count() > parsed.EndPoints.Count / 2)?.First();
    }

    /// <summary>The settings of a connection to that primary, or to all hosts when there are no sentinels.</summary>
    public ConfigurationOptions To(EndPoint primary)
    {
        var to = parsed.Clone();
        if (UsesSentinels)
        {
            to.EndPoints.Clear();
            to.EndPoints.Add(primary);
        }

        (to.ServiceName, to.AbortOnConnectFail, to.ClientName) = ("", false, "cardline");

        // Which of several servers is the primary is never decided by a key or a message that anybody can write.
        (to.TieBreaker, to.ConfigurationChannel) = ("", "");

        // The client counts INFO and CONFIG GET, which health asks for, among the commands of administrators.
        to.AllowAdmin = true;
        return to;
    }

    /// <inheritdoc/>
    public void Dispose() => sentinels?.Close(allowCommandsToComplete: false);

    private async Task<EndPoint?> AskAsync(EndPoint sentinel)
    {
        try
        {
            return await sentinels!.GetServer(sentinel).SentinelGetMasterAddressByNameAsync(parsed.ServiceName).WaitAsync(SentinelLimit);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            return null;
        }
    }
}
