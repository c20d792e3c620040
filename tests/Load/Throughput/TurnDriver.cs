using System.Text;
using Cardline.TestKit.DirectLine;

namespace Cardline.Load.Throughput;

/// <summary>One cardholder who asks, waits for the answer on the socket, and asks again.</summary>
internal sealed class TurnDriver(DirectLineConversation conversation, DirectLineSocket socket, string question) : IDisposable
{
    private int _turns;

    /// <summary>Does one turn: the post, and the bot's message that replies to it.</summary>
    public async Task TurnAsync(CancellationToken cancel)
    {
        var (status, id) = await conversation.PostTextAsync($"t{_turns++}", question, cancel);
        if (id is null)
        {
            throw new InvalidOperationException($"A post was answered with {(int)status}.");
        }

        // The frames are looked through, not parsed: this process shares the processors with what it measures.
        var reply = Encoding.UTF8.GetBytes($"\"replyToId\":\"{id}\"");
        while (await socket.NextFrameAsync(cancel) is { } frame)
        {
            if (frame.Span.IndexOf(reply) >= 0)
            {
                return;
            }
        }

        throw new InvalidOperationException("The server closed the stream.");
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
