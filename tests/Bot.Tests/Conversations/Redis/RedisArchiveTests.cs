using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Redis;
using Microsoft.Extensions.Configuration;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Conversations.Redis;

/// <summary>The archive of a Redis that a server uses at the same time, opened as the commands do.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisArchiveTests(RedisServerFixture redis) : LogArchiveContract, IClassFixture<RedisServerFixture>, IAsyncLifetime
{
    private readonly string prefix = redis.NewPrefix();
    private RedisStore store = null!;
    private OpenedArchive opened = null!;

    private protected override IConversationLog Log => store.Log;

    private protected override ILogArchive Archive => opened.Archive;

    public async Task InitializeAsync()
    {
        store = await redis.OpenAsync(prefix);
        opened = await OpenedArchive.OpenAsync(SettingsOf(prefix));
    }

    public async Task DisposeAsync()
    {
        opened.Dispose();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Open_WhereNoServerEverRan_IsEmptyAndWritesNothing()
    {
        var unused = redis.NewPrefix();
        using var empty = await OpenedArchive.OpenAsync(SettingsOf(unused));

        await foreach (var id in empty.Archive.ListAsync(DateTimeOffset.MinValue, default))
        {
            throw new InvalidOperationException($"Nobody wrote {id}.");
        }

        (await redis.Server.CommandAsync("KEYS", $"{unused}:*")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_ManyWithTheSameTime_NamesEachOnce()
    {
        var bucket = RedisKeys.BucketOf("c-1");
        var key = new RedisKeys(prefix).Last(bucket).ToString();
        for (var number = 0; number < ILogArchive.IdsPageMax * 2; number++)
        {
            await redis.Server.CommandAsync("ZADD", key, "1000", $"same-{number}");
        }

        await store.Log.AppendedAsync(Begin("c-1"));
        var ids = new List<string>();
        await foreach (var id in opened.Archive.ListAsync(DateTimeOffset.MinValue, default))
        {
            ids.Add(id);
        }

        ids.Count.ShouldBe(ILogArchive.IdsPageMax * 2 + 1);
        ids.ShouldContain("c-1");
    }

    private IConfiguration SettingsOf(string name) => new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("Storage:Provider", "redis"), new("ConnectionStrings:Redis", redis.Server.Address), new("Storage:Redis:Prefix", name), new("Storage:Redis:Durability", "memory"),
    ]).Build();
}
