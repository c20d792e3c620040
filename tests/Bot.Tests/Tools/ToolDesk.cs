using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Tests.Masking;
using Cardline.Bot.Tests.Turns;
using Cardline.Bot.Tools;
using Cardline.Handoff;
using Cardline.Handoff.Queue;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Bot.Tests.Tools;

/// <summary>The door over a real log, with a line that says what a test says.</summary>
internal sealed class ToolDesk : IDisposable, IWaitingLine
{
    public const string Id = "c-1";

    public TurnDesk Turns { get; } = new();

    public ToolOptions Options { get; } = new() { TurnWaitMilliseconds = 0 };

    public int AgentsOnDuty { get; set; } = 2;

    public int WaitingCount => 0;

    public int HeldCount => 0;

    public IConversationLog Log => Turns.Log;

    public HandoffDoor Door(IConversationLog? log = null) => new(
        log ?? Log, this, new HandoffEntries(Turns, Turns, Masks.Texts), Turns.Clock, Microsoft.Extensions.Options.Options.Create(Options), NullLogger<HandoffDoor>.Instance);

    public async Task<HandoffResult> OpenAsync(string reason = "human_request", string? note = null, string? clientId = null) =>
        (await Door().OpenAsync(new HandoffAsk(Id, reason, note, clientId), default)).ShouldBeOfType<HandoffResult>();

    public async Task MoveAsync(Holder holder) => await Log.AppendedAsync(Entries.Staff(Id, (await HeadAsync()).Epoch, holder));

    public async Task<ConversationHead> HeadAsync() => (await Log.FindAsync(Id, default))!;

    public int CountAhead(string reason) => reason == "fraud" ? 0 : 4;

    public QueueItem? Find(string conversationId) => null;

    public QueueCounts Count() => new(0, 0, LongestWaitSeconds: null, AgentsOnDuty, [], []);

    public Task ReadyAsync(CancellationToken cancel) => Task.CompletedTask;

    public void Dispose() => Turns.Dispose();
}
