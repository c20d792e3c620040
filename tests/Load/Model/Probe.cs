using System.Diagnostics;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;

namespace Cardline.Load.Model;

/// <summary>One cardholder on a Direct Line socket, who notes when the first sentence stood there and when the answer did.</summary>
internal sealed class Probe : IDisposable
{
    private readonly DirectLineConversation _conversation;
    private readonly DirectLineSocket _socket;
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private int _asked;

    private Probe(DirectLineConversation conversation, DirectLineSocket socket) => (_conversation, _socket) = (conversation, socket);

    /// <summary>Starts a conversation.</summary>
    public static async Task<Probe> OpenAsync(HttpClient http, string lang, CancellationToken cancel)
    {
        var conversation = await DirectLineConversation.StartAnonymousAsync(http, lang, cancel);
        return new Probe(conversation, await conversation.ConnectAsync(watermark: null, cancel));
    }

    /// <summary>Asks, and waits for the first message that replies.</summary>
    /// <exception cref="TimeoutException">None came within <see cref="Waiting.Ceiling"/>.</exception>
    public async Task<Told> AskAsync(string text, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Waiting.Ceiling);
        var began = Stopwatch.GetTimestamp();
        var post = _conversation.PostTextAsync($"m{_asked++}", text, limit.Token);
        double? first = null;
        try
        {
            while (await _socket.NextAsync(limit.Token) is { } set)
            {
                var now = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                first ??= set.Activities.Any(Grows) ? now : null;
                if (set.Activities.FirstOrDefault(Replies) is { } reply)
                {
                    var (status, id) = await post;
                    return (string?)reply["replyToId"] == id && _answered.Add(id!)
                        ? new Told(first, now, (string?)reply["text"] ?? "", IsComposed(reply))
                        : throw new InvalidOperationException($"The post was answered with {(int)status}, and a reply to another message came.");
                }
            }
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer in {Waiting.Ceiling.TotalSeconds} s.", error);
        }

        throw new InvalidOperationException("The server closed the stream.");
    }

    /// <summary>Counts, from the beginning of the log, the messages that reply to more than there were questions, and the questions without any.</summary>
    public async Task<(int Lost, int Twice)> CountAsync(CancellationToken cancel)
    {
        var all = await _conversation.ReadAsync(watermark: null, cancel);
        var replies = all.Activities.Where(activity => (string?)activity["type"] == "message" && activity["replyToId"] is not null).Select(activity => (string)activity["replyToId"]!).ToList();
        return (_asked - replies.Distinct(StringComparer.Ordinal).Count(), replies.Count - replies.Distinct(StringComparer.Ordinal).Count());
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private bool Replies(JsonObject activity) => (string?)activity["type"] == "message" && (string?)activity["replyToId"] is { } id && !_answered.Contains(id);

    private static bool Grows(JsonObject activity) => (string?)activity["type"] == "typing" && (string?)activity["channelData"]?["streamType"] == "streaming";

    private static bool IsComposed(JsonObject reply) => (bool?)reply["channelData"]?["cardline"]?["composed"] ?? false;
}

/// <summary>What a cardholder was told, and when, counted from the post.</summary>
/// <param name="FirstMilliseconds">When the first sentence of a growing answer could be read; null when none grew.</param>
/// <param name="FinalMilliseconds">When the answer was there.</param>
/// <param name="Text">Its words.</param>
/// <param name="Composed">Whether a model put it together.</param>
internal sealed record Told(double? FirstMilliseconds, double FinalMilliseconds, string Text, bool Composed);
