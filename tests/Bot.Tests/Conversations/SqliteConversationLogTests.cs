using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Sqlite;
using Microsoft.Data.Sqlite;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>The contract over a real SQLite file, and what is SQLite's own.</summary>
public sealed class SqliteConversationLogTests : ConversationLogContract, IDisposable
{
    private readonly SqliteStore store;

    public SqliteConversationLogTests() => store = new SqliteStore(clock: Clock);

    private protected override IConversationLog Log => store.Log;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Open_AfterARestart_FindsEverythingAndGoesOnCounting()
    {
        await Log.AppendedAsync(Begin("c-1"));
        var head = await Log.AppendedAsync(Says("c-1", "before", "k1"));
        store.Close();

        using var again = new SqliteStore(store.Folder, Clock);

        (await again.Log.FindAsync("c-1", default)).ShouldBe(head);
        (await again.Log.AppendAsync(Says("c-1", "before", "k1"), default)).ShouldBeOfType<AppendResult.Repeated>();
        (await again.Log.ListOpenTurnsAsync(default)).Single().ConversationId.ShouldBe("c-1");
    }

    [Fact]
    public void Read_ThatThrows_LeavesNoConnectionOpen()
    {
        SqliteStatements? used = null;
        Should.Throw<InvalidCastException>(() => store.Readers.Read<long>(statements =>
        {
            used = statements;
            throw new InvalidCastException();
        }));

        Should.Throw<InvalidOperationException>(() => used!.LastPosition());
        store.Readers.Read(statements => statements.LastPosition()).ShouldBe(0);
    }

    [Fact]
    public async Task Write_ThatThrowsSomethingUnknown_FailsAloneAndTheWriterGoesOn()
    {
        var bad = store.Writer.WriteAsync<long>(_ => throw new KeyNotFoundException());
        var good = store.Writer.WriteAsync(statements => statements.LastPosition());

        await Should.ThrowAsync<KeyNotFoundException>(() => bad);
        (await good).ShouldBe(0);
    }

    [Fact]
    public async Task Redact_AfterTheFileIsClosed_LeavesNoTraceInIt()
    {
        await Log.AppendedAsync(Begin("c-1"));
        for (var i = 0; i < 40; i++)
        {
            await Log.AppendedAsync(Says("c-1", string.Concat(Enumerable.Repeat("the secret word is marmalade ", i * 5))));
        }

        foreach (var entry in (await Log.ReadAsync("c-1", Audience.Staff, 0, 1000, default)).Where(entry => entry.VisibleSeq is not null))
        {
            await Log.RedactAsync("c-1", entry.Seq, "erasure", default);
        }

        store.Close();

        var left = Directory.GetFiles(store.Folder).Select(File.ReadAllBytes).Select(System.Text.Encoding.Latin1.GetString);

        left.ShouldAllBe(content => !content.Contains("marmalade"));
    }

    [Fact]
    public void Open_FileOfANewerVersion_SaysSoAndChangesNothing()
    {
        store.Execute("PRAGMA user_version=99");

        var error = Should.Throw<StoreStartException>(() => new SqliteFile(Path.Combine(store.Folder, "cardline.db")));

        error.Message.ShouldContain("BOT032");
        error.Message.ShouldContain("newer Cardline");
        store.Count("PRAGMA user_version").ShouldBe(99);
    }

    [Fact]
    public async Task Open_FileOfBeforeThereWereRights_IsBroughtUpAndKeepsWhatItHas()
    {
        var before = await store.Log.AppendedAsync(Begin("c-1"));
        store.Execute("ALTER TABLE conversations DROP COLUMN open_rights; PRAGMA user_version=1;");
        store.Close();

        using var again = new SqliteStore(store.Folder);

        again.Count("PRAGMA user_version").ShouldBe(SqliteFile.FormatVersion);
        (await again.Log.FindAsync("c-1", default)).ShouldBe(before);
        await again.Log.AppendedAsync(RightEntries.Invokes(await again.Log.AppendedAsync(Says("c-1", "hm")), "dispute"));
        again.Close();
        using var third = new SqliteStore(store.Folder);
        (await third.Log.FindAsync("c-1", default))!.OpenRights.ShouldBe("dispute");
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_SaysWhatToDo()
    {
        var path = Path.Combine(store.Folder, "other.db");
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("this is not a database ", 100)));
        Should.Throw<StoreStartException>(() => new SqliteFile(path)).Message.ShouldContain("BOT031");
    }

    [Fact]
    public void Open_FolderThatCannotBeMade_SaysWhatToDo()
    {
        var file = Path.Combine(store.Folder, "a-file");
        File.WriteAllText(file, "x");
        Should.Throw<StoreStartException>(() => new SqliteFile(Path.Combine(file, "cardline.db"))).Message.ShouldContain("BOT031");
    }

    [Fact]
    public async Task Append_OnAFullDisk_IsRefusedAsUnavailable_AndWorksAgainWhenThereIsRoom()
    {
        await Log.AppendedAsync(Begin("c-1"));
        // SQLite's own page limit is a disk that is full for this connection alone, with the same error code.
        await store.Writer.WriteAsync(statements => statements.Scalar("PRAGMA max_page_count=1"));
        var big = new string('x', 200_000);

        await Should.ThrowAsync<LogUnavailableException>(() => Log.AppendAsync(Says("c-1", big, "k1"), default));
        (await Log.ReadAsync("c-1", Audience.Staff, 0, 10, default)).Count.ShouldBe(1);

        await store.Writer.WriteAsync(statements => statements.Scalar("PRAGMA max_page_count=1000000"));
        (await Log.AppendAsync(Says("c-1", big, "k1"), default)).ShouldBeOfType<AppendResult.Appended>();
    }

    [Fact]
    public async Task Append_BesideABrokenNeighbourInOneBatch_IsWritten()
    {
        await Log.AppendedAsync(Begin("c-1"));
        var broken = Says("c-1", "x") with { Entries = [.. Enumerable.Range(0, 17).Select(_ => Event("too many"))] };

        var tasks = Enumerable.Range(0, 20).Select(n => Log.AppendAsync(n == 7 ? broken : Says("c-1", "m" + n), default)).ToList();
        await Should.ThrowAsync<ArgumentException>(() => tasks[7]);
        foreach (var task in tasks.Where((_, n) => n != 7))
        {
            (await task).ShouldBeOfType<AppendResult.Appended>();
        }
    }

    [Fact]
    public async Task Durability_OfEveryConnection_IsWalWithFullSync()
    {
        using var connection = store.File.Open();
        using var command = new SqliteCommand("PRAGMA synchronous", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(2L);
        using var journal = new SqliteCommand("PRAGMA journal_mode", connection);
        (await journal.ExecuteScalarAsync()).ShouldBe("wal");
    }

    [Fact]
    public async Task State_PutReadAddDelete_DoesWhatItSays()
    {
        (await store.State.GetAsync("key", "a", default)).ShouldBeNull();
        (await store.State.TryAddAsync("key", "a", "1", default)).ShouldBeTrue();
        (await store.State.TryAddAsync("key", "a", "2", default)).ShouldBeFalse();
        (await store.State.GetAsync("key", "a", default)).ShouldBe("1");
        await store.State.PutAsync("key", "b", "3", default);
        (await store.State.ListAsync("key", default)).Select(pair => pair.Key).ShouldBe(["a", "b"]);
        await store.State.DeleteAsync("key", "a", default);
        (await store.State.ListAsync("key", default)).Select(pair => pair.Value).ShouldBe(["3"]);
    }
}
