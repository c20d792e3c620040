using System.Net;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.History;

namespace Cardline.Load.Crash;

/// <summary>One cardholder who sends one message after the other, each under one client id until it is accepted.</summary>
internal sealed class Cardholder(HttpClient http, int number, Random chance)
{
    private const int MessagesMax = 200_000;
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(30);

    private static readonly string[] Questions =
    [
        "How much is the Platinum annual fee?", "白金卡年费多少", "How do I freeze my card?", "What is the weather like?", "怎么还款",
    ];

    private readonly List<SentMessage> _sent = [];
    private int _lastWords;

    /// <summary>Gets what was sent, in order. Read it when the run is over.</summary>
    public IReadOnlyList<SentMessage> Sent => _sent;

    /// <summary>Gets how often a client id was sent again.</summary>
    public int SentAgain { get; private set; }

    /// <summary>Gets the answers that no honest client should get.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>Gets the conversation, once it began.</summary>
    public TaskCompletionSource<DirectLineConversation> Conversation { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sends until told to stop; the message under way is sent until it is accepted.</summary>
    /// <param name="stop">Ends the sending after the message under way.</param>
    /// <param name="abandon">Ends everything.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        var conversation = await UntilDoneAsync(() => DirectLineConversation.StartWithSecretAsync(http, LoadServer.Secret, $"dl_{number}", abandon), abandon);
        Conversation.SetResult(conversation);
        for (var index = 0; index < MessagesMax && !stop.IsCancellationRequested; index++)
        {
            await SendAsync(conversation, $"c{number}-{index}", TextOf(index), chance.Next(5) == 0 ? 2 : 1, abandon);
        }
    }

    /// <summary>Sends one more message after the run, and then nothing for ever.</summary>
    /// <param name="accepted">Told the moment the message is accepted.</param>
    /// <param name="abandon">Ends the tries.</param>
    public async Task SayLastAsync(Action accepted, CancellationToken abandon)
    {
        var conversation = await Conversation.Task;
        var index = _lastWords++;
        await SendAsync(conversation, $"c{number}-last-{index}", $"{Questions[0]} ({Letters(index)})", repeats: 1, abandon);
        accepted();
    }

    private string TextOf(int index)
    {
        // Early in every life a call for a person, so that the agent has work; letters instead of digits, as digits may be masked.
        var words = chance.Next(8) == 0 ? "I want to talk to a person" : Questions[chance.Next(Questions.Length)];
        return $"{words} ({Letters(index)})";
    }

    private async Task SendAsync(DirectLineConversation conversation, string clientId, string text, int repeats, CancellationToken abandon)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var accepted = false;
        try
        {
            for (var tries = 0; repeats > 0; tries++)
            {
                SentAgain += tries > 0 ? 1 : 0;
                if (await TryAsync(conversation, clientId, text, abandon) is { } id)
                {
                    accepted = true;
                    ids.Add(id);
                    repeats--;
                }
                else
                {
                    await Task.Delay(AgainAfter, TimeProvider.System, abandon);
                }
            }
        }
        finally
        {
            _sent.Add(new SentMessage(conversation.ConversationId, clientId, text, accepted, [.. ids]));
        }
    }

    private async Task<string?> TryAsync(DirectLineConversation conversation, string clientId, string text, CancellationToken abandon)
    {
        try
        {
            var (status, id) = await conversation.PostTextAsync(clientId, text, abandon);
            if (status is not (HttpStatusCode.OK or HttpStatusCode.TooManyRequests) && (int)status < 500)
            {
                Refusals.Add($"{clientId}: {(int)status}");
            }

            return id;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or System.Text.Json.JsonException || (error is OperationCanceledException && !abandon.IsCancellationRequested))
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

    private static string Letters(int number) =>
        number < 26 ? ((char)('a' + number)).ToString() : Letters((number / 26) - 1) + (char)('a' + (number % 26));
}
