using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>The archive of a file that a server has open at the same time.</summary>
public sealed class SqliteArchiveTests : LogArchiveContract, IDisposable
{
    private readonly SqliteStore store = new();
    private readonly SqliteReaders readers;

    public SqliteArchiveTests() => readers = new SqliteReaders(SqliteFile.ForReading(Path.Combine(store.Folder, "cardline.db")));

    private protected override IConversationLog Log => store.Log;

    private protected override ILogArchive Archive => new SqliteArchive(readers);

    public void Dispose()
    {
        readers.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task ForReading_AnyWrite_IsRefused()
    {
        await store.Log.AppendedAsync(Begin("c-1"));

        Should.Throw<SqliteException>(() => SqliteFile.Execute(SqliteFile.ForReading(Path.Combine(store.Folder, "cardline.db")).Open(), "DELETE FROM entries"));
        store.Count("SELECT COUNT(*) FROM entries").ShouldBe(1);
    }

    [Fact]
    public async Task List_AfterTheServerStopped_NamesWhatIsThere()
    {
        await store.Log.AppendedAsync(Begin("c-1"));
        readers.Dispose();
        store.Close();
        using var later = new SqliteReaders(SqliteFile.ForReading(Path.Combine(store.Folder, "cardline.db")));
        var ids = new List<string>();

        await foreach (var id in new SqliteArchive(later).ListAsync(DateTimeOffset.MinValue, default))
        {
            ids.Add(id);
        }

        ids.ShouldBe(["c-1"]);
    }

    [Fact]
    public async Task Open_WhereNoServerEverRan_SaysSoAndMakesNothing()
    {
        var path = Path.Combine(store.Folder, "nowhere.db");
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Sqlite:Path", path)]).Build();

        (await Should.ThrowAsync<StoreStartException>(() => OpenedArchive.OpenAsync(settings))).Message.ShouldStartWith("BOT031");
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void ForReading_FileOfAnotherVersion_IsRefused()
    {
        store.Execute("PRAGMA user_version=99");

        Should.Throw<StoreStartException>(() => SqliteFile.ForReading(Path.Combine(store.Folder, "cardline.db"))).Message.ShouldStartWith("BOT032");
    }
}
