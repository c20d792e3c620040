using System.Text;
using System.Text.Json;
using Cardline.Handoff.Agents;
using Cardline.Handoff.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cardline.Handoff.Desk;

/// <summary>Writes one desk stream: server-sent events whose id is the feed position to resume from.</summary>
/// <remarks>
/// The item goes before its entry and only the entry carries the id. So whatever a cut stream lost comes again: an item may come
/// twice, which changes nothing, and an entry never does.
/// </remarks>
internal sealed class DeskStream(
    QueueBoard board, DeskCatchUp catchUp, AgentPresence presence, AgentAccounts accounts, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DeskStream> log)
{
    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(15);

    /// <summary>Streams until the client leaves, is too slow, is signed in no more, or the program stops.</summary>
    /// <param name="context">The request to answer.</param>
    /// <param name="agent">Who is on duty through it.</param>
    /// <param name="cursor">What the client has seen.</param>
    public async Task RunAsync(HttpContext context, AgentView agent, long cursor)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var duty = presence.Connect(agent.Id);
        var subscription = board.Subscribe(cursor);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            board.PublishDuty(board.AgentsOnDuty);
            await WriteAsync(context, Frame(new DeskEvent(Position: null, Item: null, Entry: null, board.AgentsOnDuty)), stop.Token);
            if (subscription.CatchUpTo is { } end)
            {
                await foreach (var batch in catchUp.ReadAsync(cursor, end, stop.Token))
                {
                    await WriteAsync(context, string.Concat(batch.Select(Frame)), stop.Token);
                }
            }

            foreach (var missed in subscription.Missed)
            {
                await WriteAsync(context, Frame(missed), stop.Token);
            }

            await FollowAsync(context, subscription, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client left or the program stops; the cursor lets it go on from here.
        }
        catch (FeedTrimmedException)
        {
            // The cursor is too old, or of another store: the client reads the board anew and goes on from its cursor.
            await WriteAsync(context, "event: reset\ndata: {}\n\n", stop.Token);
        }
        finally
        {
            board.Unsubscribe(subscription);
            if (subscription.WasSlow)
            {
                HandoffLog.SlowStream(log, agent.Id);
            }
        }
    }

    private async Task FollowAsync(HttpContext context, DeskSubscription subscription, CancellationToken cancel)
    {
        using var keepAlive = new PeriodicTimer(KeepAliveEvery, time);
        var events = subscription.Events.WaitToReadAsync(cancel).AsTask();
        var tick = keepAlive.WaitForNextTickAsync(cancel).AsTask();
        while (true)
        {
            await Task.WhenAny(events, tick);
            if (tick.IsCompleted)
            {
                await tick;
                if (!await IsSignedInAsync(context, cancel))
                {
                    return;
                }

                await WriteAsync(context, ": still here\n\n", cancel);
                tick = keepAlive.WaitForNextTickAsync(cancel).AsTask();
            }

            if (!events.IsCompleted)
            {
                continue;
            }

            if (!await events)
            {
                return;
            }

            while (subscription.Events.TryRead(out var happened))
            {
                await WriteAsync(context, Frame(happened), cancel);
            }

            events = subscription.Events.WaitToReadAsync(cancel).AsTask();
        }
    }

    /// <summary>A stream may last for hours, so a new password must end it too.</summary>
    private async Task<bool> IsSignedInAsync(HttpContext context, CancellationToken cancel)
    {
        try
        {
            return await DeskSignIn.StillGoodAsync(accounts, context.User, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A store that does not answer is no reason to take an agent off duty; it is asked again at the next comment.
            return true;
        }
    }

    private static string Frame(DeskEvent happened)
    {
        var frame = new StringBuilder();
        if (happened.AgentsOnDuty is { } agentsOnDuty)
        {
            Add(frame, "duty", new { agentsOnDuty });
        }

        if (happened.Item is { } item)
        {
            Add(frame, "item", item);
        }

        if (happened.Entry is { } entry)
        {
            frame.Append("id: ").Append(entry.Position).Append('\n');
            Add(frame, "entry", new StreamedEntry(entry.ConversationId, EntryView.Of(entry)));
        }

        return frame.ToString();
    }

    // JSON as written here has no line breaks, so one data line is enough.
    private static void Add<T>(StringBuilder frame, string name, T data) =>
        frame.Append("event: ").Append(name).Append("\ndata: ").Append(JsonSerializer.Serialize(data, DeskRequests.Json)).Append("\n\n");

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken cancel)
    {
        await context.Response.WriteAsync(text, cancel);
        await context.Response.Body.FlushAsync(cancel);
    }
}
