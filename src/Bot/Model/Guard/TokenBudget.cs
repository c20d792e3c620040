using Microsoft.Extensions.Options;

namespace Cardline.Bot.Model.Guard;

/// <summary>
/// Counts tokens and money of a day of the bank, per conversation and for the node. What a call may use is taken before it is made and
/// settled with what it used, so that calls at the same time cannot overshoot together.
/// </summary>
internal sealed class TokenBudget(IOptions<ModelOptions> options, Func<DateTimeOffset, DateTimeOffset> atTheBank, TimeProvider clock)
{
    /// <summary>Conversations whose use is remembered. When one more comes, the one that asked longest ago is forgotten; the day's own sum is not.</summary>
    public const int ConversationsMax = 20_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Use>> conversations = new(StringComparer.Ordinal);
    private readonly LinkedList<Use> byAge = [];
    private DateOnly day;
    private long tokensOfDay;
    private double costOfDay;

    /// <summary>Takes what a call may use.</summary>
    /// <param name="conversationId">Whose budget; null for a call that belongs to none.</param>
    /// <param name="tokensIn">Tokens of the prompt, at most.</param>
    /// <param name="tokensOut">Tokens of the reply, at most.</param>
    /// <param name="lacking">What is used up, when nothing was taken.</param>
    /// <returns>What was taken, to be settled once; null when the call may not be made.</returns>
    public Reserved? TryReserve(string? conversationId, long tokensIn, long tokensOut, out Fallback lacking)
    {
        var (limits, tokens, cost) = (options.Value, tokensIn + tokensOut, CostOf(tokensIn, tokensOut));
        lock (gate)
        {
            TurnDay();
            lacking = Fallback.DayBudget;
            if (tokensOfDay + tokens > limits.TokensPerDayMax)
            {
                return null;
            }

            lacking = Fallback.CostBudget;
            if (limits.CostPerDayMax > 0 && costOfDay + cost > limits.CostPerDayMax)
            {
                return null;
            }

            lacking = Fallback.ConversationBudget;
            if (conversationId is not null && UsedBy(conversationId) + tokens > limits.TokensPerConversationMax)
            {
                return null;
            }

            Add(conversationId, tokens, cost);
            return new Reserved(conversationId, day, tokens, cost);
        }
    }

    /// <summary>Puts what a call used in place of what was taken for it.</summary>
    public void Settle(Reserved reserved, long tokensIn, long tokensOut)
    {
        lock (gate)
        {
            TurnDay();
            if (reserved.Day == day)
            {
                Add(reserved.ConversationId, tokensIn + tokensOut - reserved.Tokens, CostOf(tokensIn, tokensOut) - reserved.Cost);
            }
        }
    }

    private double CostOf(long tokensIn, long tokensOut) =>
        ((tokensIn * options.Value.PricePerMillionIn) + (tokensOut * options.Value.PricePerMillionOut)) / 1_000_000;

    private void TurnDay()
    {
        var today = DateOnly.FromDateTime(atTheBank(clock.GetUtcNow()).DateTime);
        if (today != day)
        {
            (day, tokensOfDay, costOfDay) = (today, 0, 0);
            conversations.Clear();
            byAge.Clear();
        }
    }

    private long UsedBy(string conversationId) => conversations.TryGetValue(conversationId, out var use) ? use.Value.Tokens : 0;

    private void Add(string? conversationId, long tokens, double cost)
    {
        (tokensOfDay, costOfDay) = (tokensOfDay + tokens, costOfDay + cost);
        if (conversationId is null)
        {
            return;
        }

        if (!conversations.TryGetValue(conversationId, out var use))
        {
            if (tokens <= 0)
            {
                // Forgotten meanwhile: what it gives back was not counted any more.
                return;
            }

            conversations[conversationId] = use = new LinkedListNode<Use>(new Use(conversationId));
            if (conversations.Count > ConversationsMax)
            {
                conversations.Remove(byAge.First!.Value.ConversationId);
                byAge.RemoveFirst();
            }
        }
        else
        {
            byAge.Remove(use);
        }

        use.Value.Tokens = Math.Max(0, use.Value.Tokens + tokens);
        byAge.AddLast(use);
    }

    /// <summary>What was taken for one call.</summary>
    internal sealed record Reserved(string? ConversationId, DateOnly Day, long Tokens, double Cost);

    private sealed class Use(string conversationId)
    {
        public string ConversationId => conversationId;

        public long Tokens { get; set; }
    }
}
