using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Model;
using Cardline.Bot.Model.Checking;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Bot.Turns.Grounding;
using Cardline.Bot.Turns.Reply;
using Cardline.Bot.Turns.Reply.Composing;
using Cardline.Bot.Turns.Safety;
using Cardline.Bot.Turns.Summary;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Turns;

/// <summary>The room over a real log, with an article shelf and a policy that do what a test says.</summary>
internal sealed class TurnDesk : IDisposable, ILine, IKnowledgeBase, IHandoffPolicy
{
    private readonly SqliteStore store;

    public TurnDesk(TimeProvider? clock = null, IModel? model = null, IGroundCheck? ground = null, ILiveClients? clients = null)
    {
        (Model, Ground, Clients) = (model ?? new NoModel(), ground, clients ?? new Nobody());
        Summaries = new SummaryRequests(Model, NullLogger<SummaryRequests>.Instance);
        store = new SqliteStore(clock: clock ?? Clock);
        Runner = RunnerOver(store.Log, clock ?? Clock);
    }

    public static TurnLease Lease { get; } = new(TimeSpan.FromSeconds(3));

    /// <summary>A node's runner: the same shelf and policy over that node's sight of the log.</summary>
    public TurnRunner RunnerOver(IConversationLog log, TimeProvider clock)
    {
        var options = Options.Create(new TurnOptions());
        var rights = new RightsNoted(this, this);
        var handedOff = new HandedOffReply(this, this, this, rights);
        var pipeline = new TurnPipeline(
            new SafetyStage(this), new ContextStage(), new GroundingStage(this, Model), new EscalationStage(this),
            new ReplyStage(this, handedOff, new WaitingReply(this, handedOff, rights), new AnswerComposer(Model, new DraftCheck(Ground), options, clock, NullLogger<AnswerComposer>.Instance)));
        var windows = new WindowReader(log, new RecentWindows(), Lease, options, clock);
        return new TurnRunner(
            log, new TurnReader(log, windows, options, clock), windows, new TurnKeeper(log, Lease, clock, NullLogger<TurnKeeper>.Instance), pipeline,
            new LiveReplies(Clients, log, Model, clock, NullLogger<LiveReplies>.Instance), Summaries, options, clock,
            NullLogger<TurnRunner>.Instance);
    }

    public ManualClock Clock { get; } = new();

    public SummaryRequests Summaries { get; }

    public IModel Model { get; }

    public IGroundCheck? Ground { get; }

    public ILiveClients Clients { get; }

    public IConversationLog Log => store.Log;

    public string StorePath => Path.Combine(store.Folder, "cardline.db");

    public TurnRunner Runner { get; }

    public bool AgentsOnDuty { get; set; } = true;

    public string Version => "test";

    /// <summary>What the shelf answers; throws when it throws.</summary>
    public Func<Question, KnowledgeAnswer> Answers { get; set; } = _ => Unknown;

    public Func<IReadOnlyList<SaidTurn>, HandoffDecision> DecidesAtOnce { get; set; } = _ => HandoffDecision.None;

    public Func<IReadOnlyList<SaidTurn>, string, HandoffDecision> DecidesAfter { get; set; } = (_, _) => HandoffDecision.None;

    public Func<IReadOnlyList<SaidTurn>, IReadOnlyList<HandoffDecision>> Invokes { get; set; } = _ => [];

    public int Asked { get; private set; }

    public static KnowledgeAnswer Unknown { get; } = new(AnswerOutcome.Unknown, [], "en", Text: null, More: null, [], [], HandoffAdvice.Never, "v");

    public static KnowledgeAnswer Article(string id, HandoffAdvice advice = HandoffAdvice.Never) => new(
        AnswerOutcome.Answer, [new Candidate(id, "Title of " + id, 0.9)], "en", "Short answer of " + id, "The rest of " + id,
        [new Source(id, "en", "abc123", "Heading", "Agreement 1.2")], [new Chip("other", "Another title")], advice, "v");

    public int PlaceForNew(string reason) => 3;

    public int PriorityOf(string reason) => reason == "fraud" ? 1 : 2;

    public KnowledgeAnswer Ask(Question question)
    {
        Asked++;
        return Answers(question);
    }

    public KnowledgeAnswer? Show(string articleId, string lang, DateTimeOffset askedAt) => articleId == "missing" ? null : Shows(articleId);

    /// <summary>What an article is served as when it is picked.</summary>
    public Func<string, KnowledgeAnswer> Shows { get; set; } = articleId => Article(articleId);

    /// <summary>Products that words name; the same rule as the shelf's: of two, none.</summary>
    public HashSet<string> Products { get; } = [];

    public IReadOnlyDictionary<string, string> Named(string text, DateTimeOffset askedAt) =>
        Products.Where(product => text.Contains(product, StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? new Dictionary<string, string> { ["product"] = only } : [];

    public string? Fact(string name, string lang, DateTimeOffset askedAt) => null;

    public IReadOnlyList<string> PhoneNumbers() => [];

    public HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said) => DecidesAtOnce(said);

    public IReadOnlyList<HandoffDecision> Rights(IReadOnlyList<SaidTurn> said) => Invokes(said);

    public HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome) => DecidesAfter(said, outcome);

    /// <summary>Whether the policy has no texts: a mistake of ours in the middle of a reply.</summary>
    public bool OfferThrows { get; set; }

    public HandoffTexts TextsFor(string reason, string lang) => OfferThrows ? throw new InvalidOperationException("no texts") : new(
        reason == "fraud" ? "Block the card now." : null, reason == "fraud" ? "card.block" : null,
        "A person comes. Place {place}.", "Nobody is on duty.", "Shall I bring a person?")
    {
        RightNoted = HandoffReasons.Rights.Contains(reason) ? $"Noted: {reason}, {{when}}, {{reference}}." : null,
        Intake = Intakes.Contains(reason) ? "What happened?" : null,
        IntakeNoted = Intakes.Contains(reason) ? "That is noted. Shall I bring a person?" : null,
    };

    /// <summary>Reasons with an intake question.</summary>
    public HashSet<string> Intakes { get; } = [];

    /// <summary>The cardholder presses a chip and the bot's turn runs.</summary>
    public async Task<IReadOnlyList<LogEntry>> PressesAsync(string text, JsonObject value)
    {
        await BeginAsync();
        var press = Entries.Says("c-1", text);
        press.Entries[0].Activity["value"] = value;
        await Log.AppendedAsync(press);
        await Runner.RunAsync("c-1", resumed: false, default);
        return await EntriesAsync();
    }

    /// <summary>An agent takes the waiting conversation, says something and gives it back to the bot.</summary>
    public async Task AgentReturnsAsync(params string[] words)
    {
        var head = (await Log.FindAsync("c-1", default))!;
        foreach (var each in words)
        {
            head = await AgentAsync(head, each, new Holder(HolderKind.Agent, "ann"));
        }

        await AgentAsync(head, "The colleague has left.", new Holder(HolderKind.Bot));
    }

    private Task<ConversationHead> AgentAsync(ConversationHead head, string words, Holder holder)
    {
        var message = Entries.Message(words, "bot");
        message["channelData"] = new JsonObject { ["cardline"] = new JsonObject { ["speaker"] = "agent" } };
        return Log.AppendedAsync(new AppendRequest("c-1", SenderKind.Agent, Key: null, [new NewEntry(message, Visible: true)]) { ExpectedEpoch = head.Epoch, NewHolder = holder });
    }

    /// <summary>The cardholder says something and the bot's turn runs.</summary>
    public async Task<IReadOnlyList<LogEntry>> SaysAsync(params string[] texts)
    {
        await BeginAsync();
        foreach (var text in texts)
        {
            await Log.AppendedAsync(Entries.Says("c-1", text));
        }

        await Runner.RunAsync("c-1", resumed: false, default);
        return await EntriesAsync();
    }

    public async Task BeginAsync()
    {
        if (await Log.FindAsync("c-1", default) is null)
        {
            await Log.AppendedAsync(Entries.Begin("c-1"));
        }
    }

    public Task<IReadOnlyList<LogEntry>> EntriesAsync() => Log.ReadAsync("c-1", Audience.Staff, 0, 1000, default);

    public void Dispose() => store.Dispose();

    private sealed class Nobody : ILiveClients
    {
        public bool IsWatched(string conversationId) => false;

        public void SendPassing(string conversationId, JsonObject activity) => throw new InvalidOperationException("Nobody is there to be told.");
    }
}
