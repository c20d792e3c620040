using Cardline.TestKit;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.History;
using Cardline.TestKit.Server;
using Cardline.TestKit.Tracing;

namespace Cardline.Load.Fsync;

/// <summary>Posts to a server under strace, one at a time and only when it is quiet, and reads the trace.</summary>
internal static class FsyncRun
{
    private const int PostsWhole = 12;

    // Without durability a turn is not found when it is asked for, and waits for the sweep of several seconds.
    private const int PostsBroken = 3;
    private const int LooksAlike = 15;

    private static readonly string[] Traced =
        ["strace", "-f", "-y", "-q", "-s", "120", "-e", "trace=fsync,fdatasync,pwrite64,sendto,sendmsg,write,writev,recvfrom,recvmsg,read,readv"];

    /// <summary>Does the run.</summary>
    public static async Task<FsyncResult> RunAsync(string? disable, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var posts = disable is null ? PostsWhole : PostsBroken;
        var trace = Path.Combine(folder.FullPath, "trace.txt");
        var setup = LoadServer.Setup(folder, disable) with { Launcher = [.. Traced, "-o", trace] };
        var ids = new List<string>();
        await using (var server = await ServerProcess.StartAsync(setup, cancel))
        {
            using var http = LoadServer.Client(server.Address);
            var conversation = await StartAsync(http, cancel);
            for (var index = 0; index < posts; index++)
            {
                await QuietAsync(server.LogFile, cancel);
                var clientId = $"sync-{index}";
                var (status, id) = await conversation.PostTextAsync(clientId, "How much is the Platinum annual fee?", cancel);
                if (id is null)
                {
                    throw new InvalidOperationException($"The post was answered with {(int)status}.");
                }

                ids.Add(id);
            }

            await QuietAsync(server.LogFile, cancel);
        }

        return TraceReader.Read(File.ReadLines(trace), "POST /v3/directline/conversations/", "/activities", posts);
    }

    // Without durability the server cannot yet read what it has just promised, such as its first signing key, and fails once.
    internal static async Task<DirectLineConversation> StartAsync(HttpClient http, CancellationToken cancel)
    {
        DirectLineConversation? conversation = null;
        await Waiting.UntilAsync("a conversation", async () =>
        {
            try
            {
                conversation = await DirectLineConversation.StartWithSecretAsync(http, LoadServer.Secret, "dl_sync", cancel);
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, cancel: cancel);
        return conversation!;
    }

    // A write of the turn before must not be taken for the write of this post.
    private static Task QuietAsync(string log, CancellationToken cancel)
    {
        var last = -1L;
        var same = 0;
        return Waiting.UntilAsync("a quiet server", () =>
        {
            var now = LogFile.Scalar(log, "SELECT COUNT(*) FROM entries");
            same = now == last && !LogFile.HasOpenTurns(log) ? same + 1 : 0;
            last = now;
            return Task.FromResult(same >= LooksAlike);
        }, cancel: cancel);
    }
}
