using System.Net.WebSockets;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.History;

namespace Cardline.Load.Drivers;

/// <summary>One reader of a conversation, which goes on from its watermark whenever the connection breaks.</summary>
internal sealed class Reader(DirectLineConversation conversation)
{
    private readonly Lock _lock = new();
    private readonly List<string> _ids = [];
    private readonly List<string?> _texts = [];
    private string? _watermark;

    /// <summary>Gets or sets how long it waits before it connects again; thousands of readers must leave the machine some air.</summary>
    /// <value>Default 50 ms.</value>
    public TimeSpan AgainAfter { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Gets how often it connected again.</summary>
    public int Reconnects { get; private set; }

    /// <summary>Gets what came so far.</summary>
    public ReceivedStream Received
    {
        get
        {
            lock (_lock)
            {
                return new ReceivedStream(conversation.ConversationId, [.. _ids]) { Texts = [.. _texts] };
            }
        }
    }

    /// <summary>Reads until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var socket = await conversation.ConnectAsync(_watermark, cancel);
                while (await socket.NextAsync(cancel) is { } set)
                {
                    Take(set);
                }
            }
            catch (Exception error) when (error is WebSocketException or HttpRequestException or IOException or OperationCanceledException)
            {
                // The server is down or going down. Go on from the watermark when it is back.
            }

            if (!cancel.IsCancellationRequested)
            {
                Reconnects++;
                await Task.Delay(AgainAfter, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private void Take(ActivitySet set)
    {
        lock (_lock)
        {
            // Passing events (typing, the place in the line) are not logged and carry no watermark.
            foreach (var activity in set.Activities.Where(activity => (string?)activity["type"] != "typing" && (string?)activity["name"] != "cardline.queue"))
            {
                _ids.Add((string)activity["id"]!);
                _texts.Add((string?)activity["text"]);
            }

            _watermark = set.Watermark ?? _watermark;
        }
    }
}
