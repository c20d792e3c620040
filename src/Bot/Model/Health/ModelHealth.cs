using Cardline.Bot.Model.Guard;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Health;

/// <summary>
/// Looks at the model once at the start, in the background, and then every <see cref="LookEvery"/> while it does not serve, with the cheapest
/// call that is a real one. A model that does not serve is not asked by any turn, and nothing else happens: the bot serves without it.
/// </summary>
internal sealed class ModelHealth(ModelClients clients, Lazy<ModelGuard> guard, TimeProvider clock, ILogger<ModelHealth> logger) : BackgroundService
{
    /// <summary>How often a model that does not serve is looked at.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    /// <summary>Longest that one look may take.</summary>
    public static readonly TimeSpan LookMax = TimeSpan.FromSeconds(10);

    private const string Ping = "ping";

    private readonly TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ModelComplaint? chat;
    private volatile ModelComplaint? embedding;

    /// <summary>Ends when the first look is over; at once when there is no model.</summary>
    public Task FirstLook => clients.Any ? looked.Task : Task.CompletedTask;

    /// <summary>How the model is now.</summary>
    public ModelReport Report =>
        !clients.Any ? new ModelReport("off")
        : (chat ?? embedding) is { } complaint ? new ModelReport("failing", complaint.Sentence)
        : guard.Value.Chat.IsOpen || guard.Value.Embedding.IsOpen ? new ModelReport("failing", ModelComplaint.FailsTooOften.Sentence)
        : looked.Task.IsCompleted ? new ModelReport("ready")
        : new ModelReport("starting");

    /// <summary>Looks at every model that is configured and not known to serve.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        var first = !looked.Task.IsCompleted;
        if (clients.Chat is { } model && (first || chat is not null || guard.Value.Chat.IsOpen))
        {
            chat = await LookAsync(new Subject(guard.Value.Chat, ModelCallName.Of(model, "look"), "Model:Chat", chat), limit => AskAsync(model, limit), cancel);
        }

        if (clients.Embedding is { } vectors && (first || embedding is not null || guard.Value.Embedding.IsOpen))
        {
            embedding = await LookAsync(
                new Subject(guard.Value.Embedding, ModelCallName.Of(vectors, "look"), "Model:Embedding", embedding),
                limit => vectors.GenerateAsync([Ping], options: null, limit), cancel);
        }

        looked.TrySetResult();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!clients.Any)
        {
            return;
        }

        await Task.Yield();
        using var timer = new PeriodicTimer(LookEvery, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // A mistake of ours in looking must not end the program, nor the looking.
                ModelLog.LookFailed(logger, e.GetType().Name, e);
                looked.TrySetResult();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One token is the least that can be asked for.</summary>
    private static Task<ChatResponse> AskAsync(IChatClient model, CancellationToken limit) =>
        model.GetResponseAsync([new ChatMessage(ChatRole.User, Ping)], new ChatOptions { MaxOutputTokens = 1 }, limit);

    private async Task<ModelComplaint?> LookAsync(Subject subject, Func<CancellationToken, Task> ask, CancellationToken cancel)
    {
        using var limits = new CallLimits(LookMax, LookMax, clock, cancel);
        try
        {
            await ask(limits.Token).WaitAsync(limits.Token);
            ModelInstruments.Ended(subject.Name, answeredBy: null, cause: null, limits.Elapsed);
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();
            var cause = limits.Over ?? Fault.Of(e, clock.GetUtcNow()).Cause;
            ModelInstruments.Ended(subject.Name, answeredBy: null, cause, limits.Elapsed);
            if (cause is Fallback.RateLimited)
            {
                // Busy is neither well nor unwell: what was true before stays so.
                return subject.Before;
            }

            // An endpoint that refuses the ping itself, as reasoning models refuse a limit of one token, speaks the API and took the key.
            if (cause is not (Fallback.Refused or Fallback.ContextLength or Fallback.ContentFilter))
            {
                var complaint = ModelComplaint.Of(e, cause, subject.Setting, guard.Value.Options);
                if (complaint != subject.Before)
                {
                    ModelLog.Complained(logger, complaint.Code, cause.Name(), e.GetType().Name);
                }

                await subject.Breaker.HoldOpenAsync(cancel);
                return complaint;
            }
        }

        if (subject.Before is not null || subject.Breaker.IsOpen || !looked.Task.IsCompleted)
        {
            ModelLog.Serves(logger);
        }

        await subject.Breaker.CloseAsync(cancel);
        return null;
    }

    private sealed record Subject(Breaker Breaker, ModelCallName Name, string Setting, ModelComplaint? Before);
}
