using Cardline.TestKit.Tracing;

namespace Cardline.EndToEnd.Tests.Checking;

/// <summary>Traces as strace writes them, with and without the sync in its place.</summary>
public sealed class TraceReaderTests
{
    private const string Arrives = "100 recvmsg(50<socket:[1]>, {msg_iov=[{iov_base=\"POST /v3/directline/conversations/c/activities HTTP/1.1\\r\\n\"...}]}, 0) = 300";
    private const string Written = "102 pwrite64(60</data/cardline.db-wal>, \"x\"..., 4096, 0) = 4096";
    private const string Synced = "102 fdatasync(60</data/cardline.db-wal>) = 0";
    private const string Leaves = "100 sendmsg(50<socket:[1]>, {msg_iov=[{iov_base=\"HTTP/1.1 200 OK\\r\\n\"...}]}, 0) = 200";

    [Fact]
    public void Read_SyncBeforeTheAnswer_IsGood() => Read(Arrives, Written, Synced, Leaves).ShouldBe(new FsyncResult(Posts: 1, Synced: 1, Expected: 1));

    [Theory]
    [InlineData(Arrives, Written, Leaves, Synced)]
    [InlineData(Arrives, Synced, Written, Leaves)]
    [InlineData(Written, Synced, Arrives, Leaves)]
    [InlineData(Arrives, "102 pwrite64(60</data/other.db>, \"x\"..., 4096, 0) = 4096", "102 fdatasync(60</data/other.db>) = 0", Leaves)]
    [InlineData(Arrives, Written, "102 fdatasync(60</data/cardline.db-wal>) = -1 EIO (Input/output error)", Leaves)]
    public void Read_NoSyncOfTheWrittenWalBetween_IsEarly(params string[] lines)
    {
        var result = Read(lines);

        result.Early.ShouldBe(1);
        result.Good.ShouldBeFalse();
    }

    [Fact]
    public void Read_SplitCalls_CountWhenTheyEndButAnAnswerWhenItBegins()
    {
        const string begun = "102 fdatasync(60</data/cardline.db-wal> <unfinished ...>";
        const string ended = "102 <... fdatasync resumed>) = 0";
        const string leaving = "100 sendmsg(50<socket:[1]>, {msg_iov=[{iov_base=\"HTTP/1.1 200 OK\\r\\n\"...}]}, 0 <unfinished ...>";

        Read(Arrives, Written, begun, ended, leaving).Synced.ShouldBe(1);
        Read(Arrives, Written, begun, leaving, ended).Early.ShouldBe(1);
    }

    [Fact]
    public void Read_NothingSeen_IsNotGood() => Read().Good.ShouldBeFalse();

    private static FsyncResult Read(params string[] lines) => TraceReader.Read(lines, "POST /v3/directline/conversations/", "/activities", expected: 1);
}
