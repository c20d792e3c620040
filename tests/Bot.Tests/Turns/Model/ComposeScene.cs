using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Model;
using Cardline.Bot.Model.Checking;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns.Reply;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>A desk with a model that says what a test lets it say, a check that knows lies by their word, and clients that watch.</summary>
internal sealed class ComposeScene : IDisposable, IModel, IGroundCheck, ILiveClients
{
    /// <summary>What a sentence that the check must refuse holds.</summary>
    public const string Lie = "refund";

    public ComposeScene()
    {
        Desk = new TurnDesk(Clock, this, this, this) { Answers = _ => TurnDesk.Article("card.use") };
    }

    public SteppedClock Clock { get; } = new();

    public TurnDesk Desk { get; }

    public bool Offered { get; set; } = true;

    public bool Watched { get; set; } = true;

    /// <summary>What the model says, and what happens before each of its pieces.</summary>
    public Func<CancellationToken, IAsyncEnumerable<string>> Says { get; set; } = _ => Of("Short answer. ", "And the rest.");

    /// <summary>Whether the reply comes whole.</summary>
    public bool Ends { get; set; } = true;

    /// <summary>What the check does with a sentence; by default only lies fail, and the first passage carries the rest.</summary>
    public Func<string, GroundScope, SentenceVerdict> Checks { get; set; } = (sentence, scope) => sentence.Contains(Lie, StringComparison.Ordinal)
        ? new SentenceVerdict(null, SentenceFault.Forbidden, Lie)
        : new SentenceVerdict(scope.Passages[0], null, null);

    public List<ModelAsk> Asked { get; } = [];

    public List<JsonObject> Shown { get; } = [];

    public IEnumerable<JsonObject> Chunks => Shown.Where(activity => (string?)activity["type"] == "typing");

    public static async IAsyncEnumerable<string> Of(params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return piece;
        }
    }

    public bool Offers(ModelUse use) => use == ModelUse.Compose && Offered;

    public Task<ModelReply?> AskAsync(ModelAsk ask, CancellationToken cancel) => throw new InvalidOperationException("An answer is put together piece by piece.");

    public async IAsyncEnumerable<ModelPiece> StreamAsync(ModelAsk ask, [EnumeratorCancellation] CancellationToken cancel)
    {
        Asked.Add(ask);
        await foreach (var piece in Says(cancel).WithCancellation(cancel))
        {
            yield return new ModelPiece(piece, Ended: false, "compose@0123456789ab");
        }

        if (Ends)
        {
            yield return new ModelPiece("", Ended: true, "compose@0123456789ab");
        }
    }

    public SentenceVerdict Check(string sentence, GroundScope scope) => Checks(sentence, scope);

    public void SendPassing(string conversationId, JsonObject activity) => Shown.Add(activity);

    public bool IsWatched(string conversationId) => Watched;

    /// <summary>Asks, and gives the bot's messages and the value of the outcome.</summary>
    public async Task<(IReadOnlyList<JsonNode> Messages, JsonNode Outcome)> AskedAsync(string text = "how do I use my card")
    {
        var entries = await Desk.SaysAsync(text);
        return (Messages(entries), Outcome(entries));
    }

    public static IReadOnlyList<JsonNode> Messages(IEnumerable<LogEntry> entries) =>
        [.. entries.Where(entry => entry.Sender == SenderKind.Bot && entry.VisibleSeq is not null).Select(entry => entry.Activity())];

    public static JsonNode Outcome(IEnumerable<LogEntry> entries) => entries.Single(entry => entry.Name() == LogEvents.Outcome).Activity()["value"]!;

    public static JsonNode Cardline(JsonNode message) => message["channelData"]!["cardline"]!;

    public static string? StreamType(JsonNode message) => (string?)message["channelData"]!["streamType"];

    public static string? StreamId(JsonNode message) => (string?)message["channelData"]!["streamId"];

    public static string Approved => CardholderText.Of(TurnDesk.Article("card.use"), more: false).Markdown;

    public static KnowledgeAnswer Two(string id, string text, string? more, string lang = "en") => TurnDesk.Article(id) with { Text = text, More = more, Lang = lang };

    public void Dispose() => Desk.Dispose();
}
