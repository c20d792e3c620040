using Microsoft.Extensions.Options;

namespace Cardline.Bot.Model.Guard;

/// <summary>What all calls of the node share: slots, budgets, retries, and the two breakers.</summary>
internal sealed class ModelGuard : IDisposable
{
    private readonly SemaphoreSlim slots;

    /// <summary>Makes it with nothing used.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="atTheBank">What the clocks at the bank show at a moment.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Where it is said that a breaker opened.</param>
    public ModelGuard(IOptions<ModelOptions> options, Func<DateTimeOffset, DateTimeOffset> atTheBank, TimeProvider clock, ILogger<ModelGuard> logger)
    {
        Options = options.Value;
        Clock = clock;
        slots = new SemaphoreSlim(Options.ConcurrentMax);
        Budget = new TokenBudget(options, atTheBank, clock);
        Chat = new Breaker(clock, () => ModelLog.Opened(logger, "chat"));
        Embedding = new Breaker(clock, () => ModelLog.Opened(logger, "embeddings"));
    }

    /// <summary>The limits.</summary>
    public ModelOptions Options { get; }

    /// <summary>The clock of every limit.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Tokens and money.</summary>
    public TokenBudget Budget { get; }

    /// <summary>Retries of all calls.</summary>
    public RetryBudget Retries { get; } = new();

    /// <summary>The breaker of the chat model.</summary>
    public Breaker Chat { get; }

    /// <summary>The breaker of the embedding model.</summary>
    public Breaker Embedding { get; }

    /// <summary>Lets a call begin, if every limit has room for it.</summary>
    /// <param name="breaker">Of which model.</param>
    /// <param name="conversationId">Whose budget; null for none.</param>
    /// <param name="tokensIn">Tokens of the prompt, at most.</param>
    /// <param name="tokensOut">Tokens of the reply, at most.</param>
    /// <returns>What was admitted, or why nothing was.</returns>
    public async ValueTask<(Admitted? Call, Fallback Cause)> AdmitAsync(Breaker breaker, string? conversationId, long tokensIn, long tokensOut)
    {
        if (!slots.Wait(0))
        {
            return (null, Fallback.Busy);
        }

        if (Budget.TryReserve(conversationId, tokensIn, tokensOut, out var lacking) is not { } reserved)
        {
            slots.Release();
            return (null, lacking);
        }

        if (await breaker.TryEnterAsync() is not { } passage)
        {
            Budget.Settle(reserved, 0, 0);
            slots.Release();
            return (null, Fallback.Broken);
        }

        Retries.Earn();
        return (new Admitted(passage, reserved), default);
    }

    /// <summary>A call ended: its tokens are settled and the breaker told. The slot is given back by <see cref="Leave"/>.</summary>
    /// <param name="call">What was admitted.</param>
    /// <param name="cause">Why there is nothing; null when all went well.</param>
    /// <param name="tokensIn">Tokens read, when it is known.</param>
    /// <param name="tokensOut">Tokens written.</param>
    public Task EndAsync(Admitted call, Fallback? cause, long? tokensIn, long? tokensOut)
    {
        if (tokensIn is { } read && tokensOut is { } wrote)
        {
            Budget.Settle(call.Reserved, read, wrote);
        }
        else if (cause?.IsFree() is true)
        {
            Budget.Settle(call.Reserved, 0, 0);
        }

        // Otherwise nobody knows what was used, and what was taken for it counts.
        return call.Passage.EndAsync(cause?.IsOfTheEndpoint() is not true);
    }

    /// <summary>Gives the slot of a call back, once nothing of it runs any more.</summary>
    public void Leave() => slots.Release();

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    /// <summary>A call that may be made.</summary>
    internal sealed record Admitted(Breaker.Passage Passage, TokenBudget.Reserved Reserved);
}
