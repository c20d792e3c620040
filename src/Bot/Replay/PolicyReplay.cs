using Cardline.Bot.Conversations;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Replay;

/// <summary>Runs a policy over the stored conversations and compares with what the log says was decided. Reads only.</summary>
/// <param name="archive">The store.</param>
/// <param name="policy">The policy to try.</param>
/// <param name="historyEntriesMax">How far a turn looks back.</param>
internal sealed class PolicyReplay(ILogArchive archive, IHandoffPolicy policy, int historyEntriesMax)
{
    private readonly TurnReplay replay = new(policy);

    /// <summary>Replays the turns that ended since a moment, one conversation at a time.</summary>
    /// <param name="since">The moment.</param>
    /// <param name="listedMax">Most changes listed.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="LogUnavailableException">The store cannot be read (BOT030).</exception>
    public async Task<ReplayReport> RunAsync(DateTimeOffset since, int listedMax, CancellationToken cancel)
    {
        var report = new ReplayReport { Since = since, Policy = policy.Version, ListedMax = Math.Clamp(listedMax, 0, ReplayReport.ListMax) };
        await foreach (var id in archive.ListAsync(since, cancel))
        {
            report.CountConversation(await RunAsync(id, report, cancel));
        }

        return report;
    }

    private async Task<bool> RunAsync(string conversationId, ReplayReport report, CancellationToken cancel)
    {
        var (conversation, changed) = (new ConversationReplay(historyEntriesMax), false);
        await foreach (var entry in archive.EntriesAsync(conversationId, cancel))
        {
            var then = RecordedDecision.From(entry);
            var turn = conversation.Take(entry, then);
            if (then is null || entry.At < report.Since)
            {
                continue;
            }

            if (turn is null || then.Person is not { } was || then.CameToNothing)
            {
                report.LeaveOut();
                continue;
            }

            changed |= report.Count(conversationId, turn.Waiting[0].Seq, was, await replay.JudgeAsync(turn, then, cancel));
        }

        return changed;
    }
}
