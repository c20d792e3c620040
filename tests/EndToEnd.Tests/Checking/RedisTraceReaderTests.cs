using Cardline.TestKit.Tracing;

namespace Cardline.EndToEnd.Tests.Checking;

public sealed class RedisTraceReaderTests
{
    private const string Written = """7 write(8</data/appendonlydir/appendonly.aof.1.incr.aof>, "*4\r\n$4\r\nHSET\r\n$10\r\n0:1:d:sync-1\r\n$3\r\n2:h\r\n", 60) = 60""";
    private const string Synced = "7 fdatasync(8</data/appendonlydir/appendonly.aof.1.incr.aof>) = 0";
    private const string Answered = """7 writev(9<socket:[12]>, [{iov_base="*2\r\n:1\r\n", iov_len=12}], 1) = 12""";

    [Fact]
    public void Read_SyncedBeforeTheAnswer_IsGood() => Read(Written, Synced, Answered).Good.ShouldBeTrue();

    [Fact]
    public void Read_AnsweredBeforeTheSync_IsEarly()
    {
        var result = Read(Written, Answered, Synced);

        result.Good.ShouldBeFalse();
        result.Early.ShouldBe(1);
    }

    [Fact]
    public void Read_AnswerBegunWhileTheSyncIsUnderWay_IsEarly() => Read(
        Written, "8 fdatasync(8</data/appendonlydir/appendonly.aof.1.incr.aof> <unfinished ...>", Answered, "8 <... fdatasync resumed>) = 0").Early.ShouldBe(1);

    [Fact]
    public void Read_SyncThatFailed_DoesNotCount() =>
        Read(Written, "7 fdatasync(8</data/appendonlydir/appendonly.aof.1.incr.aof>) = -1 EIO (Input/output error)", Answered).Good.ShouldBeFalse();

    [Fact]
    public void Read_AnotherFileSynced_DoesNotCount() => Read(Written, "7 fdatasync(11</data/appendonlydir>) = 0", Answered).Good.ShouldBeFalse();

    [Fact]
    public void Read_MessageNotInTheFile_IsNotGood() => Read(Synced, Answered).Good.ShouldBeFalse();

    private static FsyncResult Read(params string[] lines) => RedisTraceReader.Read(lines, ["sync-1"]);
}
