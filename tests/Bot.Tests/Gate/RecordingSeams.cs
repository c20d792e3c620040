using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate;
using Cardline.Bot.Turns;
using Microsoft.AspNetCore.Http;

namespace Cardline.Bot.Tests.Gate;

/// <summary>Stands in for the rooms behind the gate's seams and remembers what it was asked.</summary>
internal sealed class RecordingSeams : IGreeting, ITurnScheduler, ITypingRelay, IReadiness, IDeskStatus
{
    public ConcurrentQueue<string> Scheduled { get; } = new();

    public ConcurrentQueue<string> Typed { get; } = new();

    public bool Ready { get; set; } = true;

    /// <summary>Gets or sets what the log throws instead of answering.</summary>
    public Exception? LogFailure { get; set; }

    public bool AgentsOnDuty { get; set; }

    /// <summary>Gets or sets the place in the line that every conversation has; null for none.</summary>
    public int? Place { get; set; }

    /// <summary>Gets or sets the request that the last socket came with; it is good while that socket is open.</summary>
    public HttpContext? SocketRequest { get; set; }

    /// <summary>Gets or sets what the bot says first; null for nothing.</summary>
    public string? Greeting { get; set; }

    public NewEntry? For(string? locale) => Greeting is null ? null : new NewEntry(
        new JsonObject
        {
            ["type"] = "message",
            ["text"] = $"{Greeting} ({locale})",
            ["from"] = new JsonObject { ["id"] = "card-bot", ["role"] = "bot" },
            ["channelData"] = new JsonObject { ["cardline"] = new JsonObject { ["speaker"] = "bot", ["kind"] = "greeting" } },
        },
        Visible: true);

    public JsonObject? PlaceOf(string conversationId) => Place is not { } place ? null : new JsonObject
    {
        ["type"] = "event",
        ["name"] = "cardline.queue",
        ["value"] = new JsonObject { ["place"] = place },
    };

    public void Schedule(string conversationId) => Scheduled.Enqueue(conversationId);

    public void Schedule(AppendResult.Appended appended) => Schedule(appended.Head.ConversationId);

    public void CardholderTypes(string conversationId) => Typed.Enqueue(conversationId);
}
