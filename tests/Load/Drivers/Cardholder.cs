using System.Net;
using System.Text.Json;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.History;

namespace Cardline.Load.Drivers;

/// <summary>One cardholder who sends message after message, each under one client id until it is accepted.</summary>
internal sealed class Cardholder(HttpClient http, int number, Random chance, FlowMeter meter)
{
    private const int MessagesMax = 200_000;

    /// <summary>How often a message is sent again after an answer that is no server's trouble, before it is given up.</summary>
    private const int RefusalsMax = 3;
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(30);

    private static readonly string[] Questions =
    [
        "How much is the Platinum annual fee?", "白金卡年费多少", "How do I freeze my card?", "What is the weather like?", "怎么还款",
    ];

    private readonly Lock _lock = new();
    private readonly List<SentMessage> _sent = [];
    private readonly List<string> _refusals = [];
    private int _lastWords;
    private int _sentAgain;

    /// <summary>Gets or sets how many messages are under way at a time, each twice: copies and later ones overtake one another.</summary>
    /// <value>Default 1: one after the other, and only what failed is sent again.</value>
    public int Together { get; set; } = 1;

    /// <summary>Gets or sets one in how many messages asks for a person, so that the agents have work.</summary>
    public int PersonEvery { get; set; } = 8;

    /// <summary>Gets what was sent, in the order in which it was done.</summary>
    public IReadOnlyList<SentMessage> Sent => Locked(() => _sent.ToList());

    /// <summary>Gets how often a client id was sent again.</summary>
    public int SentAgain => Volatile.Read(ref _sentAgain);

    /// <summary>Gets the answers that no honest client should get.</summary>
    public IReadOnlyList<string> Refusals => Locked(() => _refusals.ToList());

    /// <summary>Gets the conversation, once it began.</summary>
    public TaskCompletionSource<DirectLineConversation> Conversation { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sends until told to stop; the messages under way are sent until they are accepted.</summary>
    /// <param name="stop">Ends the sending after the messages under way.</param>
    /// <param name="abandon">Ends everything.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        var conversation = await UntilDoneAsync(() => DirectLineConversation.StartWithSecretAsync(http, LoadServer.Secret, $"dl_{number}", abandon), abandon);
        Conversation.SetResult(conversation);
        for (var index = 0; index < MessagesMax && !stop.IsCancellationRequested; index += Together)
        {
            var messages = Enumerable.Range(index, Together).Select(one => (Id: $"c{number}-{one}", Text: TextOf(one), Repeats: chance.Next(5) == 0 ? 2 : 1)).ToList();
            await Task.WhenAll(messages.Select(message => SendAsync(conversation, message.Id, message.Text, message.Repeats, abandon)));
        }
    }

    /// <summary>Sends one more message after the run, and then nothing for ever.</summary>
    /// <param name="accepted">Told the moment the message is accepted.</param>
    /// <param name="abandon">Ends the tries.</param>
    public async Task SayLastAsync(Action accepted, CancellationToken abandon)
    {
        var conversation = await Conversation.Task;
        var index = _lastWords++;
        await SendAsync(conversation, $"c{number}-last-{index}", $"{Questions[0]} ({Letters.Of(index)})", repeats: 1, abandon);
        accepted();
    }

    private string TextOf(int index)
    {
        var words = chance.Next(PersonEvery) == 0 ? "I want to talk to a person" : Questions[chance.Next(Questions.Length)];
        return $"{words} ({Letters.Of(index)})";
    }

    private async Task SendAsync(DirectLineConversation conversation, string clientId, string text, int repeats, CancellationToken abandon)
    {
        var message = new Message(clientId, text, FlowMeter.Now);
        try
        {
            var copies = Enumerable.Range(0, Together > 1 ? 2 : 1).Select(_ => UntilAcceptedAsync(conversation, message, repeats, abandon));
            await Task.WhenAll(copies);
        }
        finally
        {
            Locked(() => _sent.Add(message.Stamped(conversation.ConversationId)));
        }
    }

    private async Task UntilAcceptedAsync(DirectLineConversation conversation, Message message, int repeats, CancellationToken abandon)
    {
        while (repeats > 0 && Volatile.Read(ref message.Refusals) < RefusalsMax)
        {
            if (Interlocked.Increment(ref message.Tries) > 1)
            {
                Interlocked.Increment(ref _sentAgain);
            }

            if (await TryAsync(conversation, message, abandon) is { } id)
            {
                message.Accept(id);
                meter.Accepted(number);
                repeats--;
            }
            else
            {
                meter.Failed();
                await Task.Delay(AgainAfter, TimeProvider.System, abandon);
            }
        }
    }

    private async Task<string?> TryAsync(DirectLineConversation conversation, Message message, CancellationToken abandon)
    {
        meter.Tried();
        try
        {
            var (status, id) = await conversation.PostTextAsync(message.ClientId, message.Text, abandon);
            if (status is not (HttpStatusCode.OK or HttpStatusCode.TooManyRequests) && (int)status < 500)
            {
                Interlocked.Increment(ref message.Refusals);
                Locked(() => _refusals.Add($"{message.ClientId}: {(int)status}"));
            }

            return id;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException || (error is OperationCanceledException && !abandon.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<T> UntilDoneAsync<T>(Func<Task<T>> work, CancellationToken abandon)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !abandon.IsCancellationRequested))
            {
                await Task.Delay(AgainAfter, TimeProvider.System, abandon);
            }
        }
    }

    private void Locked(Action work)
    {
        lock (_lock)
        {
            work();
        }
    }

    private T Locked<T>(Func<T> work)
    {
        lock (_lock)
        {
            return work();
        }
    }

    /// <summary>A message while it is sent, by one or two senders at once.</summary>
    private sealed class Message(string clientId, string text, long firstSent)
    {
        public int Tries;
        public int Refusals;
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        private long _answered = long.MaxValue;

        public string ClientId => clientId;

        public string Text => text;

        public void Accept(string id)
        {
            lock (_ids)
            {
                _ids.Add(id);
                _answered = Math.Min(_answered, FlowMeter.Now);
            }
        }

        public SentMessage Stamped(string conversationId)
        {
            lock (_ids)
            {
                return new SentMessage(conversationId, clientId, text, _ids.Count > 0, [.. _ids]) { FirstSent = firstSent, Answered = _answered };
            }
        }
    }
}
