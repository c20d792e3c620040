using Cardline.Bot.Conversations;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>What every state store must do. A new store derives from this and passes all of it.</summary>
public abstract class StateStoreContract
{
    private protected abstract IStateStore State { get; }

    /// <summary>Opens the store anew, as another node or a restart does.</summary>
    private protected abstract IStateStore Again();

    [Fact]
    public async Task Get_NothingWritten_IsNull()
    {
        (await State.GetAsync("account", "ann", default)).ShouldBeNull();
        (await State.ListAsync("account", default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_Twice_KeepsTheLastAndAnotherReaderSeesIt()
    {
        await State.PutAsync("account", "ann", "one", default);
        await State.PutAsync("account", "ann", "两\n \"two\"", default);

        (await Again().GetAsync("account", "ann", default)).ShouldBe("两\n \"two\"");
        (await State.ListAsync("account", default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Put_SameIdOfAnotherKind_TouchesNothingElse()
    {
        await State.PutAsync("account", "ann", "one", default);
        await State.PutAsync("cursor", "ann", "two", default);
        await State.DeleteAsync("cursor", "ann", default);

        (await State.GetAsync("account", "ann", default)).ShouldBe("one");
        (await State.GetAsync("cursor", "ann", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Put_EmptyValue_IsThereAndNotAbsent()
    {
        await State.PutAsync("account", "ann", "", default);

        (await State.GetAsync("account", "ann", default)).ShouldBe("");
        (await State.TryAddAsync("account", "ann", "two", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task TryAdd_WhereOneIs_LeavesItAsItWas()
    {
        (await State.TryAddAsync("key", "token-1", "one", default)).ShouldBeTrue();
        (await Again().TryAddAsync("key", "token-1", "two", default)).ShouldBeFalse();

        (await State.GetAsync("key", "token-1", default)).ShouldBe("one");
    }

    [Fact]
    public async Task TryAdd_ManyAtOnce_ExactlyOneIsFirst()
    {
        var other = Again();

        var added = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => (i % 2 == 0 ? State : other).TryAddAsync("key", "token-1", $"{i}", default)));

        added.Count(done => done).ShouldBe(1);
        (await State.GetAsync("key", "token-1", default)).ShouldBe($"{Array.IndexOf(added, true)}");
    }

    [Fact]
    public async Task Delete_ThenAdd_IsNew()
    {
        await State.DeleteAsync("key", "nothing", default);
        await State.PutAsync("key", "token-1", "one", default);
        await State.DeleteAsync("key", "token-1", default);

        (await State.GetAsync("key", "token-1", default)).ShouldBeNull();
        (await State.TryAddAsync("key", "token-1", "two", default)).ShouldBeTrue();
    }

    [Fact]
    public async Task List_SeveralOfAKind_AreInTheOrderOfTheirIds()
    {
        foreach (var id in (string[])["b", "B", "a/2", "a", "a-1"])
        {
            await State.PutAsync("upload", id, id + "!", default);
        }

        await State.PutAsync("key", "other", "x", default);

        var all = await Again().ListAsync("upload", default);
        all.Select(pair => pair.Key).ShouldBe(["B", "a", "a-1", "a/2", "b"]);
        all.ShouldAllBe(pair => pair.Value == pair.Key + "!");
    }
}

/// <summary>The contract over the SQLite file.</summary>
public sealed class SqliteStateStoreTests : StateStoreContract, IDisposable
{
    private readonly SqliteStore store = new();
    private readonly List<SqliteStore> others = [];

    private protected override IStateStore State => store.State;

    public void Dispose()
    {
        others.ForEach(other => other.Dispose());
        store.Dispose();
    }

    private protected override IStateStore Again()
    {
        others.Add(new SqliteStore(store.Folder));
        return others[^1].State;
    }
}
