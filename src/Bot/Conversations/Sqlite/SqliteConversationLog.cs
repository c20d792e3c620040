using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Conversations.Sqlite;

/// <summary>The log over one SQLite file: <see cref="ConversationRules"/> inside the one writer's transactions, any number of readers.</summary>
internal sealed class SqliteConversationLog(SqliteWriter writer, SqliteReaders readers, Tails tails, ConversationRules rules, ProtectionSwitches switches)
    : IConversationLog
{
    /// <summary>Entries read at a time for a follower: what one slow reader may cost in memory.</summary>
    public const int PageMax = 200;

    /// <summary>Most waiting messages that one outcome lists.</summary>
    public const int WaitingMax = 1000;

    /// <summary>Most conversations resumed by one look for open turns.</summary>
    public const int OpenTurnsMax = 1000;

    /// <inheritdoc/>
    public Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel) =>
        writer.WriteAsync(statements => Append(statements, request), Publish);

    /// <inheritdoc/>
    public Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel) =>
        Task.FromResult(readers.Read(statements => statements.Head(conversationId)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        return Task.FromResult<IReadOnlyList<LogEntry>>(readers.Read(statements => audience == Audience.Staff
            ? statements.EntriesAfterSeq(conversationId, after, limit)
            : statements.EntriesAfterVisible(conversationId, after, limit)));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(
        string conversationId, Audience audience, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var tail = tails.Enter(conversationId);
        try
        {
            var seq = audience == Audience.Staff ? after : SeqOf(conversationId, after);
            while (true)
            {
                var page = tail.After(seq) ?? readers.Read(statements => statements.EntriesAfterSeq(conversationId, seq, PageMax));
                if (page.Count == 0)
                {
                    await tail.WaitBeyondAsync(seq, cancel);
                    continue;
                }

                seq = page[^1].Seq;
                IReadOnlyList<LogEntry> seen = audience == Audience.Staff ? page : [.. page.SelectMany(VisibleOf)];
                if (seen.Count > 0)
                {
                    yield return seen;
                }
            }
        }
        finally
        {
            tails.Leave(conversationId);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var page = tails.Feed.After(afterPosition) ?? readers.Read(statements => statements.EntriesAfterPosition(afterPosition, PageMax));
            if (page.Count == 0)
            {
                await tails.Feed.WaitBeyondAsync(afterPosition, cancel);
                continue;
            }

            afterPosition = page[^1].Position;
            yield return page;
        }
    }

    /// <inheritdoc/>
    public Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel) =>
        Task.FromResult(readers.Read(statements =>
        {
            var position = statements.LastPosition();
            return (position, (IReadOnlyList<ConversationHead>)statements.OpenHeads());
        }));

    /// <inheritdoc/>
    /// <remarks>A file has one process, so whatever is open is its own.</remarks>
    public Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel) =>
        Task.FromResult(readers.Read(statements => statements.Head(conversationId)) is { TurnSeq: not null } head ? head : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ConversationHead>>(readers.Read(statements => statements.HeadsWithOpenTurn(OpenTurnsMax)));

    /// <inheritdoc/>
    public async Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel) =>
        await writer.WriteAsync(statements => Redact(statements, conversationId, seq, reason), redacted =>
        {
            if (redacted is not null)
            {
                tails.Forget(conversationId);
                tails.Publish(redacted.Entries);
            }
        }) is not null;

    private AppendResult Append(SqliteStatements statements, AppendRequest request)
    {
        var head = statements.Head(request.ConversationId);
        var hash = request.Key is null ? [] : ConversationRules.BodyHash(request.Entries);
        if (head is not null && request.Key is { } key && switches.Idempotency && statements.Key(request.ConversationId, key) is { } known)
        {
            return known.BodyHash.AsSpan().SequenceEqual(hash) ? new AppendResult.Repeated(head, known.FirstSeq) : new AppendResult.KeyConflict();
        }

        if (rules.Refuse(head, request) is { } refused)
        {
            return refused;
        }

        var batch = rules.Expand(head, request, from => statements.MessagesOwed(request.ConversationId, from, WaitingMax));
        if (request.Key is not null)
        {
            statements.AddKey(request.ConversationId, request.Key, hash, batch.SuppliedFrom);
        }

        return Write(statements, batch);
    }

    private static AppendResult.Appended Write(SqliteStatements statements, WriteBatch batch)
    {
        LogEntry[] written = [.. batch.Entries.Select(entry => entry with { Position = statements.AddEntry(entry) })];
        statements.PutHead(batch.Head);
        return new AppendResult.Appended(batch.Head, written);
    }

    private AppendResult.Appended? Redact(SqliteStatements statements, string conversationId, long seq, string reason)
    {
        if (statements.Head(conversationId) is not { } head || statements.EntriesAfterSeq(conversationId, seq - 1, 1) is not [var entry] || entry.Seq != seq)
        {
            return null;
        }

        statements.Overwrite(conversationId, seq, Redaction.Of(entry.Json));
        var record = new JsonObject
        {
            ["type"] = "event", ["name"] = LogEvents.Redacted, ["value"] = new JsonObject { ["seq"] = seq, ["reason"] = reason },
        };
        var request = new AppendRequest(conversationId, SenderKind.System, Key: null, [new NewEntry(record, Visible: false)]);
        return Write(statements, rules.Expand(head, request, _ => []));
    }

    private void Publish(AppendResult result)
    {
        if (result is AppendResult.Appended { Entries.Count: > 0 } appended)
        {
            tails.Publish(appended.Entries);
        }
    }

    /// <summary>A client's watermark is a visibleSeq; one beyond the end (a client of another file) begins at the end.</summary>
    private long SeqOf(string conversationId, long visibleSeq) => visibleSeq == 0
        ? 0
        : readers.Read(statements => statements.SeqOfVisible(conversationId, visibleSeq) ?? statements.Head(conversationId)?.Seq ?? 0);

    /// <summary>What the cardholder sees of an entry: itself, nothing, or for the record of a redaction the overwritten entry again.</summary>
    private IEnumerable<LogEntry> VisibleOf(LogEntry entry)
    {
        if (entry.VisibleSeq is not null)
        {
            return [entry];
        }

        return Redaction.SeqIn(entry) is { } seq
            ? readers.Read(statements => statements.EntriesAfterSeq(entry.ConversationId, seq - 1, 1)).Where(redacted => redacted.VisibleSeq is not null)
            : [];
    }
}
