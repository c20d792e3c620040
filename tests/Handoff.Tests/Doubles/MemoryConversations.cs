using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Cardline.Handoff.Tests.Doubles;

/// <summary>The port over a log in memory: epochs, idempotency keys, one feed, as the real one promises.</summary>
internal sealed class MemoryConversations(TimeProvider time) : IConversations
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<ConversationEntry>> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Body, long FirstSeq)> _keys = new(StringComparer.Ordinal);
    private readonly List<ConversationEntry> _feed = [];
    private int _trimmedThrough;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<(string ConversationId, JsonObject Activity)> Passing { get; } = new();

    public ConcurrentQueue<(string ConversationId, JsonObject Activity)> PassingHere { get; } = new();

    /// <summary>Gets how many entries of single conversations were read so far.</summary>
    public int EntriesRead { get; private set; }

    /// <summary>Gets or sets what is thrown instead of a change: nothing is written.</summary>
    public Exception? Unwritten { get; set; }

    /// <summary>Gets or sets what others do between the decision of the next change and its write.</summary>
    public Action? Meanwhile { get; set; }

    /// <summary>Gets or sets what is thrown after a change was written: whoever asked cannot know it.</summary>
    public Exception? Unanswered { get; set; }

    public Task<ConversationState?> FindAsync(string conversationId, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult(State(conversationId));
        }
    }

    public Task<IReadOnlyList<ConversationEntry>> ReadAsync(string conversationId, long afterSeq, int limit, CancellationToken cancel)
    {
        lock (_lock)
        {
            IReadOnlyList<ConversationEntry> found = _logs.TryGetValue(conversationId, out var log) ? [.. log.Where(e => e.Seq > afterSeq).Take(limit)] : [];
            EntriesRead += found.Count;
            return Task.FromResult(found);
        }
    }

    public async Task<ChangeResult> ChangeAsync(ConversationChange change, CancellationToken cancel)
    {
        // Gives racing callers the chance to come between, as a real store does.
        await Task.Yield();
        _ = Unwritten is { } unwritten ? throw unwritten : 0;
        var (meanwhile, _) = (Meanwhile, Meanwhile = null);
        meanwhile?.Invoke();
        var result = Change(change);
        return Unanswered is { } unanswered ? throw unanswered : result;
    }

    private ChangeResult Change(ConversationChange change)
    {
        lock (_lock)
        {
            if (State(change.ConversationId) is not { } state)
            {
                return new ChangeResult(ChangeOutcome.NotFound, State: null, 0);
            }

            var key = $"{change.ConversationId}\n{change.AgentId}\n{change.ClientId}";
            var body = string.Join('\n', change.Entries.Select(e => e.Activity.ToJsonString())) + change.NewHolder;
            if (_keys.TryGetValue(key, out var done))
            {
                return new ChangeResult(done.Body == body ? ChangeOutcome.Repeated : ChangeOutcome.Conflict, state, done.Body == body ? done.FirstSeq : 0);
            }

            if (change.ExpectedEpoch != state.Epoch)
            {
                return new ChangeResult(ChangeOutcome.StaleEpoch, state, 0);
            }

            _keys[key] = (body, state.Seq + 1);
            Append(change.ConversationId, change.NewHolder, [.. change.Entries]);
            return new ChangeResult(ChangeOutcome.Done, State(change.ConversationId), state.Seq + 1);
        }
    }

    public Task<OpenConversations> ListOpenAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult(new OpenConversations(
                _feed.Count, [.. _logs.Keys.Select(id => State(id)!).Where(state => state.Holder.Kind is HolderKind.Queue or HolderKind.Agent)]));
        }
    }

    public async IAsyncEnumerable<ConversationEntry> FollowAllAsync(long afterPosition, [EnumeratorCancellation] CancellationToken cancel)
    {
        var next = (int)afterPosition;
        while (true)
        {
            Task grown;
            List<ConversationEntry> batch;
            lock (_lock)
            {
                if (next < _trimmedThrough)
                {
                    throw new FeedTrimmedException(next);
                }

                grown = _grown.Task;
                batch = _feed[Math.Min(next, _feed.Count)..];
            }

            foreach (var entry in batch)
            {
                yield return entry;
            }

            next += batch.Count;
            if (batch.Count == 0)
            {
                await grown.WaitAsync(cancel);
            }
        }
    }

    /// <summary>Throws the feed away, and says so to whoever has not seen all of it.</summary>
    public void TrimFeed()
    {
        lock (_lock)
        {
            _trimmedThrough = _feed.Count;
        }
    }

    public void SendPassing(string conversationId, JsonObject activity) => Passing.Enqueue((conversationId, activity));

    public void SendPassingHere(string conversationId, JsonObject activity) => PassingHere.Enqueue((conversationId, activity));

    /// <summary>Appends in one write; a moved holder is recorded by the log itself, after the entries.</summary>
    public void Append(string conversationId, Holder? newHolder, params NewConversationEntry[] entries)
    {
        lock (_lock)
        {
            if (!_logs.TryGetValue(conversationId, out var log))
            {
                _logs[conversationId] = log = [];
            }

            var before = log.Count == 0 ? new Holder(HolderKind.Bot) : log[^1].Holder;
            var epoch = log.Count == 0 ? 1 : log[^1].Epoch;
            foreach (var entry in entries)
            {
                Add(log, conversationId, epoch, before, entry);
            }

            if (newHolder is not null)
            {
                var moved = new JsonObject
                {
                    ["type"] = "event",
                    ["name"] = "cardline.holder",
                    ["value"] = new JsonObject { ["from"] = before.Kind.ToString(), ["to"] = newHolder.Kind.ToString(), ["agentId"] = newHolder.AgentId },
                };
                Add(log, conversationId, epoch + 1, newHolder, new NewConversationEntry(moved, VisibleToCardholder: false));
            }

            var grown = _grown;
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            grown.SetResult();
        }
    }

    public long Length
    {
        get
        {
            lock (_lock)
            {
                return _feed.Count;
            }
        }
    }

    public IReadOnlyList<ConversationEntry> Log(string conversationId)
    {
        lock (_lock)
        {
            return [.. _logs[conversationId]];
        }
    }

    /// <summary>Overwrites an entry's text, as the log does for an erasure.</summary>
    public void Redact(string conversationId, long seq)
    {
        lock (_lock)
        {
            var log = _logs[conversationId];
            var index = log.FindIndex(entry => entry.Seq == seq);
            var activity = (JsonObject)log[index].Activity.DeepClone();
            activity["text"] = "[removed]";
            var overwritten = log[index] with { Activity = activity };
            log[index] = overwritten;
            _feed[_feed.FindIndex(entry => entry.Position == overwritten.Position)] = overwritten;
            Append(conversationId, newHolder: null, new NewConversationEntry(
                new JsonObject { ["type"] = "event", ["name"] = "cardline.redacted", ["value"] = new JsonObject { ["seq"] = seq, ["reason"] = "erasure" } }, VisibleToCardholder: false));
        }
    }

    private void Add(List<ConversationEntry> log, string conversationId, long epoch, Holder holder, NewConversationEntry entry)
    {
        var added = new ConversationEntry(
            conversationId, _feed.Count + 1, log.Count + 1, epoch, holder, time.GetUtcNow(), entry.VisibleToCardholder, (JsonObject)entry.Activity.DeepClone());
        log.Add(added);
        _feed.Add(added);
    }

    private ConversationState? State(string conversationId) => _logs.TryGetValue(conversationId, out var log) && log.Count > 0
        ? new ConversationState(conversationId, log[^1].Seq, log[^1].Epoch, log[^1].Holder)
        : null;
}
