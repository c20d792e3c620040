using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.History;

namespace Cardline.Load.Drivers;

/// <summary>One agent who takes every waiting case, says a few words and gives it back to the bot.</summary>
/// <param name="signIn">Signs in, to whichever server.</param>
/// <param name="name">The agent's name, part of every client id.</param>
internal sealed class Agent(Func<CancellationToken, Task<DeskClient>> signIn, string name)
{
    private const int LinesPerCase = 2;
    private const int TriesPerLine = 3;
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan SignInAgainAfter = TimeSpan.FromMilliseconds(300);
    private readonly Lock _lock = new();
    private readonly List<DeskAct> _acts = [];
    private int _clientId;

    /// <summary>Gets how many cases were taken.</summary>
    public int Claims { get; private set; }

    /// <summary>Gets what was done and what was answered.</summary>
    public IReadOnlyList<DeskAct> Acts
    {
        get
        {
            lock (_lock)
            {
                return [.. _acts];
            }
        }
    }

    /// <summary>Works until cancelled, signing in again whenever the server has gone.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var desk = await signIn(cancel);
                using var onDuty = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                var duty = desk.StayOnDutyAsync(onDuty.Token);
                try
                {
                    await WorkAsync(desk, duty, cancel);
                }
                finally
                {
                    await onDuty.CancelAsync();
                }
            }
            catch (Exception error) when (IsTrouble(error))
            {
                // The server is down or going down.
            }

            if (!cancel.IsCancellationRequested)
            {
                await Task.Delay(SignInAgainAfter, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static bool IsTrouble(Exception error) => error is HttpRequestException or IOException or OperationCanceledException or JsonException;

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
            Note(new DeskAct(conversation, desk.AgentId, "claim", epoch) { Accepted = claimed == HttpStatusCode.OK });
            if (claimed != HttpStatusCode.OK)
            {
                return;
            }

            Claims++;
            epoch = (long)body!["epoch"]!;
        }
        else if ((string?)item["agentId"] != desk.AgentId)
        {
            return;
        }

        for (var line = 0; line < LinesPerCase; line++)
        {
            await SayAsync(desk, conversation, epoch, cancel);
        }

        await desk.DoAsync(conversation, "return", Change(epoch), cancel);
    }

    private async Task SayAsync(DeskClient desk, string conversation, long epoch, CancellationToken cancel)
    {
        var words = Change(epoch);
        var act = new DeskAct(conversation, desk.AgentId, "messages", epoch) { Text = $"I am looking at it now ({name} {Letters.Of(_clientId)})." };
        words["text"] = act.Text;
        try
        {
            for (var tries = 0; tries < TriesPerLine && !act.Accepted; tries++)
            {
                var (said, _) = await TryAsync(desk, conversation, words, cancel);
                if (said is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError)
                {
                    return;
                }

                act = act with { Accepted = said == HttpStatusCode.OK };
            }
        }
        finally
        {
            Note(act);
        }
    }

    private static async Task<(HttpStatusCode? Status, JsonObject? Body)> TryAsync(DeskClient desk, string conversation, JsonObject words, CancellationToken cancel)
    {
        try
        {
            return await desk.DoAsync(conversation, "messages", words, cancel);
        }
        catch (Exception error) when (IsTrouble(error) && !cancel.IsCancellationRequested)
        {
            // Whether it was written is unknown; the same client id again is harmless.
            return (null, null);
        }
    }

    private void Note(DeskAct act)
    {
        lock (_lock)
        {
            _acts.Add(act);
        }
    }

    private JsonObject Change(long epoch) => new() { ["clientId"] = $"{name}-{_clientId++}", ["epoch"] = epoch };
}
