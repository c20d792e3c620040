using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Model.Checking;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Summary;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardline.Bot.Tests.Model.Attacks;

/// <summary>The product as it is hosted, with a store of its own, whose turns a test runs one by one. Nothing runs in the background.</summary>
internal sealed class HostileDesk : IAsyncDisposable
{
    /// <summary>The day on which it all happens.</summary>
    public static readonly DateTimeOffset Day = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("cardline-hostile-").FullName;
    private readonly WebApplication app;

    /// <summary>Puts it together.</summary>
    /// <param name="articles">The folder of the articles.</param>
    /// <param name="model">Where the model listens; null for none.</param>
    /// <param name="shared">A desk whose articles and handoff policy are used, so that they are read once.</param>
    /// <param name="check">What checks sentences; null for the product's own.</param>
    public HostileDesk(string articles, Uri? model, HostileDesk? shared = null, IGroundCheck? check = null)
    {
        // Nothing here is about time limits, and a busy machine must not decide what a turn does.
        string[] settings = model is null ? [] :
        [
            "--Model:Endpoint", model.ToString(), "--Model:Key", "key-of-the-tests", "--Model:Chat", TestKit.Model.FakeModel.Chat, "--Model:StallMilliseconds", "60000",
            "--Model:TimeoutMilliseconds", "120000", "--Model:TokensPerDayMax", "100000000000", "--Model:TokensPerConversationMax", "100000000",
            "--Turns:FirstSentenceMilliseconds", "30000", "--Turns:ComposeMilliseconds", "60000",
        ];
        var builder = WebApplication.CreateBuilder(
            ["--Storage:Sqlite:Path", Path.Combine(folder, "cardline.db"), "--Knowledge:Path", articles, "--Knowledge:Watch", "false", "--Logging:LogLevel:Default", "Warning", .. settings]);
        builder.Services.AddSingleton<TimeProvider>(new SetDay(Day));
        if (shared is not null)
        {
            builder.Services.AddSingleton(shared.Knowledge);
            builder.Services.AddSingleton(shared.Policy);
        }

        if (check is not null)
        {
            builder.Services.AddSingleton(check);
        }

        builder.Logging.ClearProviders();
        CardlineServer.AddCardline(builder);
        app = builder.Build();
    }

    public IKnowledgeBase Knowledge => app.Services.GetRequiredService<IKnowledgeBase>();

    public IHandoffPolicy Policy => app.Services.GetRequiredService<IHandoffPolicy>();

    private IConversationLog Log => app.Services.GetRequiredService<IConversationLog>();

    /// <summary>Holds a conversation to its end; where a person is waited for, it is summed up.</summary>
    public async Task<HostileRun> HoldAsync(HostileConversation conversation)
    {
        await Log.AppendedAsync(Entries.Begin(conversation.Id));
        var ends = new List<int>();
        foreach (var step in conversation.Steps)
        {
            await Log.AppendedAsync(Message(conversation.Id, step));
            await app.Services.GetRequiredService<TurnRunner>().RunAsync(conversation.Id, resumed: false, default);
            ends.Add((await EntriesAsync(conversation.Id)).Count);
        }

        var summed = (await Log.FindAsync(conversation.Id, default))!.Holder.Kind == HolderKind.Queue
            ? await app.Services.GetRequiredService<SummaryWriter>().WriteAsync(conversation.Id, default)
            : SummaryEnd.NotWanted;
        return new HostileRun(conversation, await EntriesAsync(conversation.Id), ends, summed);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static AppendRequest Message(string id, HostileStep step)
    {
        var says = Entries.Says(id, step.Text);
        var activity = says.Entries[0].Activity;
        if (step.Name is { } name)
        {
            activity["from"]!["name"] = name;
        }

        if (step.File is { } file)
        {
            activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/octet-stream", ["contentUrl"] = "upload:1", ["name"] = file });
        }

        if (step.Action is { } action)
        {
            activity["value"] = new JsonObject { ["action"] = action };
        }

        return says;
    }

    private Task<IReadOnlyList<LogEntry>> EntriesAsync(string id) => Log.ReadAsync(id, Audience.Staff, 0, 1000, default);

    /// <summary>A clock that goes as fast as any, and began on a set day: articles and facts depend on the date.</summary>
    private sealed class SetDay(DateTimeOffset day) : TimeProvider
    {
        private readonly long since = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => day + System.GetElapsedTime(since);
    }
}
