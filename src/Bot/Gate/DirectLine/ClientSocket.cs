using System.Net.WebSockets;
using System.Threading.Channels;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>
/// One open socket: the log's entries after a watermark, replayed and then live, with passing events in between. It ends for
/// exactly one reason, the first that is given. Writes are one at a time, in the order of the log.
/// </summary>
internal sealed class ClientSocket : IDisposable
{
    /// <summary>Passing events that may wait for a slow client; the oldest is dropped for a new one.</summary>
    public const int PassingMax = 32;

    /// <summary>Bytes a frame from the client may have. Keep-alive frames are empty; a few bytes of somebody's ping do no harm.</summary>
    public const int FrameBytesMax = 16;

    /// <summary>Frames with content that are borne in the life of a socket.</summary>
    public const int TalkFramesMax = 8;

    /// <summary>
    /// Time between two empty frames to the client. They show a page that nothing else would tell that its line is alive;
    /// Direct Line clients pass over them.
    /// </summary>
    public static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(20);

    /// <summary>Longest that one frame may take to be taken by the client.</summary>
    public static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for the client's half of the goodbye.</summary>
    public static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(3);

    private readonly WebSocket _socket;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly TaskCompletionSource<SocketEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<PassingFrame> _passing = System.Threading.Channels.Channel.CreateBounded<PassingFrame>(
        new BoundedChannelOptions(PassingMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private long _spoken;

    /// <summary>Takes an accepted socket over.</summary>
    public ClientSocket(WebSocket socket, string conversationId, string session, TimeProvider clock)
    {
        _socket = socket;
        _clock = clock;
        ConversationId = conversationId;
        Session = session;
    }

    /// <summary>Gets whose entries it shows.</summary>
    public string ConversationId { get; }

    /// <summary>Gets the token session that opened it.</summary>
    public string Session { get; }

    /// <summary>Asks for the end. Only the first reason counts.</summary>
    public void End(SocketEnd reason) => _end.TrySetResult(reason);

    /// <summary>Sends a passing event when there is room; never blocks.</summary>
    /// <param name="set">What is sent.</param>
    /// <param name="after">Made behind this visible entry, and dropped behind a later one that is not the cardholder's; null for what is never dropped.</param>
    public void SendPassing(ReadOnlyMemory<byte> set, long? after = null) => _passing.Writer.TryWrite(new PassingFrame(set, after));

    /// <summary>Runs the socket to its end.</summary>
    /// <param name="batches">Follows the log until it is cancelled.</param>
    /// <param name="after">Watermark to start from.</param>
    /// <param name="publicUrl">Put before the addresses of files.</param>
    /// <param name="silence">How long the client may say nothing.</param>
    /// <param name="failed">Told when the log could not be followed.</param>
    public async Task<SocketEnd> RunAsync(
        Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<LogEntry>>> batches, long after, string publicUrl, TimeSpan silence, Action<Exception> failed)
    {
        using var over = new CancellationTokenSource();
        await using var watch = _clock.CreateTimer(_ => End(SocketEnd.Silent), state: null, silence, Timeout.InfiniteTimeSpan);
        ITimer? signs = null;
        await using var signsOfLife = signs = _clock.CreateTimer(_ => ShowLife(signs), state: null, SignOfLifeEvery, Timeout.InfiniteTimeSpan);
        var reading = ReadAsync(() => watch.Change(silence, Timeout.InfiniteTimeSpan));
        var following = FollowAsync(batches(over.Token), after, publicUrl, failed, over.Token);
        var passing = PassAsync(over.Token);

        var end = await _end.Task;
        await over.CancelAsync();
        await Task.WhenAll(following, passing);
        await CloseAsync(end, reading);
        return end;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _writing.Dispose();
    }

    private void ShowLife(ITimer? again)
    {
        SendPassing(ReadOnlyMemory<byte>.Empty);
        again?.Change(SignOfLifeEvery, Timeout.InfiniteTimeSpan);
    }

    private async Task FollowAsync(
        IAsyncEnumerable<IReadOnlyList<LogEntry>> batches, long after, string publicUrl, Action<Exception> failed, CancellationToken over)
    {
        try
        {
            var watermark = after;
            await foreach (var batch in batches.WithCancellation(over))
            {
                // One activity a frame: Microsoft's client gives the activities of a set out one timer tick after another, and those of the next
                // set in between. It also bounds what a slow socket holds while it sends.
                foreach (var entry in batch)
                {
                    var set = OutboundDoor.SetOf([entry], watermark, publicUrl);
                    if (entry.Sender != SenderKind.Cardholder)
                    {
                        Volatile.Write(ref _spoken, Math.Max(_spoken, entry.VisibleSeq ?? 0));
                    }

                    if (set.Activities.Count > 0 || set.Watermark > watermark)
                    {
                        await SendAsync(set.ToUtf8());
                    }

                    watermark = set.Watermark!.Value;
                }
            }

            End(SocketEnd.Failed);
        }
        catch (OperationCanceledException)
        {
            // The socket ends for another reason, or SendAsync has given one, and then this changes nothing. But one that follows nothing any more must not stay open.
            End(SocketEnd.Failed);
        }
        catch (WebSocketException)
        {
            End(SocketEnd.ByClient);
        }
        catch (Exception e)
        {
            // Background loop: the client is told to come back, and the next socket starts from its watermark.
            failed(e);
            End(SocketEnd.Failed);
        }
    }

    private async Task PassAsync(CancellationToken over)
    {
        try
        {
            await foreach (var frame in _passing.Reader.ReadAllAsync(over))
            {
                await SendAsync(frame.Set, frame.After);
            }
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
        catch (WebSocketException)
        {
            End(SocketEnd.ByClient);
        }
    }

    // A cancelled send breaks the socket, so sends are never cancelled by the end of the socket, only by their own time limit.
    private async Task SendAsync(ReadOnlyMemory<byte> utf8, long? after = null)
    {
        await _writing.WaitAsync();
        try
        {
            if (after < Volatile.Read(ref _spoken))
            {
                // A growing answer whose end, or somebody else's word, has been sent or is about to be: it would come back to life behind it.
                return;
            }

            using var limit = new CancellationTokenSource(SendWithin, _clock);
            await _socket.SendAsync(utf8, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        }
        catch (OperationCanceledException)
        {
            End(SocketEnd.Stuck);
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    private readonly record struct PassingFrame(ReadOnlyMemory<byte> Set, long? After);

    private async Task ReadAsync(Action heard)
    {
        var buffer = new byte[FrameBytesMax + 1];
        var frames = 0;
        try
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    End(SocketEnd.ByClient);
                    return;
                }

                heard();
                if (read.Count > FrameBytesMax || (read.Count > 0 && ++frames > TalkFramesMax))
                {
                    End(SocketEnd.Talking);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            End(SocketEnd.ByClient);
        }
    }

    private async Task CloseAsync(SocketEnd end, Task reading)
    {
        using var limit = new CancellationTokenSource(CloseWithin, _clock);
        try
        {
            if (end.Status is { } status && _socket.State is (WebSocketState.Open or WebSocketState.CloseReceived))
            {
                await _socket.CloseOutputAsync(status, end.Reason, limit.Token);
                await reading.WaitAsync(limit.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // It is gone already, or does not answer: cut below.
        }

        if (_socket.State != WebSocketState.Closed)
        {
            _socket.Abort();
        }

        await reading;
    }
}
