using System.Net;
using System.Text.Json.Nodes;
using Cardline.TestKit;

namespace Cardline.Load.Crash;

/// <summary>One agent who takes every waiting case, says a few words and gives it back to the bot.</summary>
internal sealed class Agent(Uri server, string name, string password)
{
    private const int LinesPerCase = 2;
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(40);
    private int _clientId;

    /// <summary>Gets how many cases were taken.</summary>
    public int Claims { get; private set; }

    /// <summary>Works until cancelled, signing in again whenever the server has gone.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var desk = await DeskClient.SignInAsync(server, name, password, cancel);
                using var onDuty = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                var duty = desk.StayOnDutyAsync(onDuty.Token);
                await WorkAsync(desk, duty, cancel);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server is down or going down.
            }

            if (!cancel.IsCancellationRequested)
            {
                await Task.Delay(AgainAfter, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private async Task WorkAsync(DeskClient desk, Task duty, CancellationToken cancel)
    {
        while (!duty.IsCompleted)
        {
            foreach (var item in (await desk.BoardAsync(cancel)).Where(item => (string?)item["state"] is "waiting" or "held"))
            {
                await ServeAsync(desk, item, cancel);
            }

            await Task.Delay(AgainAfter, TimeProvider.System, cancel);
        }

        await duty;
    }

    private async Task ServeAsync(DeskClient desk, JsonObject item, CancellationToken cancel)
    {
        var conversation = (string)item["conversationId"]!;
        var epoch = (long)item["epoch"]!;
        if ((string?)item["state"] == "waiting")
        {
            var (claimed, body) = await desk.DoAsync(conversation, "claim", Change(epoch), cancel);
            if (claimed != HttpStatusCode.OK)
            {
                return;
            }

            Claims++;
            epoch = (long)body!["epoch"]!;
        }

        for (var line = 0; line < LinesPerCase; line++)
        {
            var words = Change(epoch);
            words["text"] = "I am looking at it now.";
            await desk.DoAsync(conversation, "messages", words, cancel);
        }

        await desk.DoAsync(conversation, "return", Change(epoch), cancel);
    }

    private JsonObject Change(long epoch) => new() { ["clientId"] = $"{name}-{_clientId++}", ["epoch"] = epoch };
}
