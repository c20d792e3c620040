using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Conversations.Sqlite;

/// <summary>The log over one SQLite file: <see cref="ConversationRules"/> inside the one writer's transactions, any number of readers.</summary>
internal sealed class SqliteConversationLog(SqliteWriter writer, SqliteReaders readers, Tails tails, ConversationRules rules, ProtectionSwitches switches)
    : IConversationLog, IEntryReader
{
    /// <summary>Entries read at a time for a follower of all conversations.</summary>
    public const int PageMax = 200;

    /// <summary>Most waiting messages that one outcome lists.</summary>
    public const int WaitingMax = 1000;

    /// <summary>Most conversations resumed by one look for open turns.</summary>
    public const int OpenTurnsMax = 1000;

    /// <inheritdoc/>
    public Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel) =>
        Operations.Instruments.AppendAsync("sqlite", () => writer.WriteAsync(statements => Append(statements, request), Publish));

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
    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(string conversationId, Audience audience, long after, CancellationToken cancel) =>
        new ConversationFollower(tails, this).FollowAsync(conversationId, audience, after, cancel);

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
    public Task ReleaseTurnAsync(string conversationId, CancellationToken cancel) => Task.CompletedTask;

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
                Publish(redacted);
            }
        }) is not null;

    /// <inheritdoc/>
    Task<IReadOnlyList<LogEntry>> IEntryReader.EntriesAfterAsync(string conversationId, long seq, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<LogEntry>>(readers.Read(statements => statements.EntriesAfterSeq(conversationId, seq, limit)));

    /// <inheritdoc/>
    Task<long> IEntryReader.SeqOfVisibleAsync(string conversationId, long visibleSeq, CancellationToken cancel) =>
        Task.FromResult(readers.Read(statements => statements.SeqOfVisible(conversationId, visibleSeq) ?? statements.Head(conversationId)?.Seq ?? 0));

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
        return new AppendResult.Appended(batch.Head, written) { Follows = batch.Follows, OpensTurnHere = batch.Head.TurnSeq is not null };
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
            tails.Feed.Publish(appended.Entries);
        }
    }
}
