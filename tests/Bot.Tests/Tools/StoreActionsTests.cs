using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Tests.Redis;
using Cardline.Bot.Tools;
using Cardline.Handoff;
using Cardline.TestKit;
using Cardline.TestKit.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Bot.Tests.Tools;

/// <summary>The tools beside a store that a server has open.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class StoreActionsTests
{
    [Fact]
    public async Task Queue_OverSqlite_CountsWhatAnOpenServerWrote()
    {
        using var folder = new TemporaryFolder();

        await CountsAsync(new() { ["Storage:Sqlite:Path"] = Path.Combine(folder.FullPath, "cardline.db") });
    }

    [Fact]
    public async Task Queue_OverRedis_CountsWhatAnOpenServerWrote()
    {
        await using var redis = await RedisServer.StartAsync();

        await CountsAsync(new() { ["Storage:Provider"] = "redis", ["ConnectionStrings:Redis"] = redis.Address, ["Storage:Redis:Durability"] = "memory" });
    }

    private static async Task CountsAsync(Dictionary<string, string?> given)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(given).Build();
        await using var server = Store(settings);
        var log = server.GetRequiredService<IConversationLog>();
        await log.AppendedAsync(Entries.Begin("c-1"));
        var head = await log.AppendedAsync(Entries.Staff("c-1", 1, new Holder(HolderKind.Queue)));
        var actions = new StoreActions(() => throw new InvalidOperationException("Counting needs no articles."), () => Store(settings));

        var state = (await actions.RunAsync(ToolShapes.Queue, Input(ToolShapes.Queue), default)).ShouldBeOfType<QueueState>();
        var refused = await actions.RunAsync(ToolShapes.Handoff, Input(ToolShapes.Handoff, ("conversation_id", "c-1")), default);

        (state.Waiting, state.Held, state.AgentsOnDuty).ShouldBe((1, 0, null));
        state.Reasons.ShouldHaveSingleItem().Reason.ShouldBe("human_request");
        refused.ShouldBe(ToolErrors.ServerNeeded);
        (await log.FindAsync("c-1", default)).ShouldBe(head, "it reads alone");
        await log.AppendedAsync(Entries.Says("c-1", "the server goes on writing"));
    }

    private static ServiceProvider Store(IConfiguration settings) => new ServiceCollection().AddLogging().AddConversations(settings).BuildServiceProvider();

    private static ToolInput Input(ToolShape shape, params (string Name, string Value)[] arguments) =>
        ToolInput.Of(shape, arguments.Select(each => KeyValuePair.Create(each.Name, (object?)each.Value))).Input!;
}
