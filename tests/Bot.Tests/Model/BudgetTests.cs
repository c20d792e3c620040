using Cardline.Bot.Model;
using Cardline.Bot.Model.Guard;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Model;

/// <summary>Tokens and money of a day. The bank is at +08:00 here.</summary>
public sealed class BudgetTests
{
    private readonly SteppedClock clock = new();

    [Fact]
    public async Task Ask_ConversationUsedItsTokens_AsksNobodyForItButForOthers()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.SaysAndEnds("stop", (150, 50), "words"));
        using var bench = new Bench(endpoint.Address, options => options.TokensPerConversationMax = 400, clock);
        (await bench.AskAsync("c-1")).ShouldNotBeNull();
        (await bench.AskAsync("c-1")).ShouldNotBeNull();

        (await bench.AskAsync("c-1")).ShouldBeNull();
        endpoint.Calls.Count.ShouldBe(2);
        (await bench.AskAsync("c-2")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Ask_WithoutUsageInTheReply_CountsTheEstimate()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.SaysAndEnds("stop", null, "words"));
        using var bench = new Bench(endpoint.Address, options => options.TokensPerConversationMax = 250, clock);
        bench.Prompts.Text = new string('a', 30);

        // 4 for the message, 8 for its letters and 100 for the reply are 112: two fit into 250.
        (await bench.AskAsync()).ShouldNotBeNull();
        (await bench.AskAsync()).ShouldNotBeNull();
        (await bench.AskAsync()).ShouldBeNull();
        endpoint.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Ask_RefusedByTheEndpoint_UsesNothing()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(400, "unsupported_value"), Endpoint.Refuses(400, "unsupported_value"), Endpoint.Says("words"));
        using var bench = new Bench(endpoint.Address, options => options.TokensPerConversationMax = 150, clock);
        (await bench.AskAsync()).ShouldBeNull();
        (await bench.AskAsync()).ShouldBeNull();

        (await bench.AskAsync())!.Text.ShouldBe("words");
    }

    [Fact]
    public async Task Ask_NoTokensAllowed_AsksNobody()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("words"));
        using var bench = new Bench(endpoint.Address, options => options.TokensPerDayMax = 0, clock);
        (await bench.AskAsync()).ShouldBeNull();
        endpoint.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void TryReserve_DayUsedUp_RefusesUntilMidnightAtTheBank()
    {
        var budget = Budget(options => options.TokensPerDayMax = 1_000);
        budget.TryReserve("c-1", 600, 400, out _).ShouldNotBeNull();
        budget.TryReserve("c-2", 1, 0, out var lacking).ShouldBeNull();
        lacking.ShouldBe(Fallback.DayBudget);

        // 09:00 UTC is 17:00 at the bank; its day ends seven hours later, not fifteen.
        clock.Advance(TimeSpan.FromHours(7) - TimeSpan.FromSeconds(1));
        budget.TryReserve("c-2", 1, 0, out _).ShouldBeNull();
        clock.Advance(TimeSpan.FromSeconds(1));
        budget.TryReserve("c-2", 1, 0, out _).ShouldNotBeNull();
    }

    [Fact]
    public void TryReserve_AtTheSameTime_CannotOvershootTogether()
    {
        var budget = Budget(options => options.TokensPerDayMax = 1_000);
        var taken = 0;
        Parallel.For(0, 100, i => _ = budget.TryReserve($"c-{i}", 90, 10, out _) is null ? 0 : Interlocked.Increment(ref taken));
        taken.ShouldBe(10);
    }

    [Fact]
    public void TryReserve_CostUsedUp_Refuses()
    {
        var budget = Budget(options => (options.PricePerMillionIn, options.PricePerMillionOut, options.CostPerDayMax) = (1, 4, 0.01));
        var reserved = budget.TryReserve("c-1", 1_000, 2_000, out _).ShouldNotBeNull();
        budget.TryReserve("c-1", 1_000, 100, out var lacking).ShouldBeNull();
        lacking.ShouldBe(Fallback.CostBudget);

        budget.Settle(reserved, 1_000, 0);
        budget.TryReserve("c-1", 1_000, 2_000, out _).ShouldNotBeNull();
    }

    [Fact]
    public void Settle_OfYesterday_ChangesNothingToday()
    {
        var budget = Budget(options => options.TokensPerDayMax = 1_000);
        var yesterday = budget.TryReserve("c-1", 1_000, 0, out _).ShouldNotBeNull();
        clock.Advance(TimeSpan.FromDays(1));
        budget.TryReserve("c-1", 600, 0, out _).ShouldNotBeNull();
        budget.Settle(yesterday, 0, 0);

        budget.TryReserve("c-1", 401, 0, out _).ShouldBeNull();
        budget.TryReserve("c-1", 400, 0, out _).ShouldNotBeNull();
    }

    [Fact]
    public void TryReserve_MoreConversationsThanRemembered_ForgetsTheOldestOnly()
    {
        var budget = Budget(options => (options.TokensPerConversationMax, options.TokensPerDayMax) = (100, long.MaxValue / 2));
        for (var i = 0; i <= TokenBudget.ConversationsMax; i++)
        {
            budget.TryReserve($"c-{i}", 100, 0, out _).ShouldNotBeNull();
        }

        budget.TryReserve("c-1", 1, 0, out var lacking).ShouldBeNull();
        lacking.ShouldBe(Fallback.ConversationBudget);
        budget.TryReserve("c-0", 1, 0, out _).ShouldNotBeNull();
    }

    private TokenBudget Budget(Action<ModelOptions> set)
    {
        var options = new ModelOptions { TokensPerConversationMax = 100_000_000 };
        set(options);
        return new TokenBudget(Options.Create(options), moment => moment.ToOffset(TimeSpan.FromHours(8)), clock);
    }
}
