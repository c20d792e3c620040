using Cardline.Bot.Model;
using Cardline.Bot.Model.Guard;

namespace Cardline.Bot.Tests.Model;

/// <summary>An endpoint that fails is left alone, and asked again when somebody saw that it serves.</summary>
public sealed class BreakerTests
{
    [Fact]
    public async Task Ask_AfterEnoughFailures_AsksNobodyAndOffersNothing()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Answers("<html/>", "text/html"));
        using var bench = new Bench(endpoint.Address, clock: new SteppedClock());
        for (var i = 0; i < Breaker.CallsMin; i++)
        {
            bench.Model.Offers(ModelUse.Rewrite).ShouldBeTrue();
            (await bench.AskAsync()).ShouldBeNull();
        }

        bench.Model.Offers(ModelUse.Rewrite).ShouldBeFalse();
        (await bench.AskAsync()).ShouldBeNull();
        endpoint.Calls.Count.ShouldBe(Breaker.CallsMin);
    }

    [Fact]
    public async Task Ask_AfterTheTimeOpen_LetsOneThroughAndCloses()
    {
        var clock = new SteppedClock();
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Answers("<html/>", "text/html"));
        using var bench = new Bench(endpoint.Address, clock: clock);
        for (var i = 0; i < Breaker.CallsMin; i++)
        {
            await bench.AskAsync();
        }

        endpoint.Then(Endpoint.Says("good"));
        clock.Advance(Breaker.OpenFor - TimeSpan.FromSeconds(1));
        (await bench.AskAsync()).ShouldBeNull();
        clock.Advance(TimeSpan.FromSeconds(2));

        (await bench.AskAsync())!.Text.ShouldBe("good");
        bench.Model.Offers(ModelUse.Rewrite).ShouldBeTrue();
        (await bench.AskAsync())!.Text.ShouldBe("good");
    }

    [Fact]
    public async Task Ask_RepliesThatAreOnlyUnusable_LeaveItClosed()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.SaysAndEnds("length", null, "The fee"));
        using var bench = new Bench(endpoint.Address);
        for (var i = 0; i < Breaker.CallsMin * 2; i++)
        {
            (await bench.AskAsync()).ShouldBeNull();
        }

        bench.Model.Offers(ModelUse.Rewrite).ShouldBeTrue();
        endpoint.Calls.Count.ShouldBe(Breaker.CallsMin * 2);
    }

    [Fact]
    public async Task HoldOpen_UntilClosed_LetsNothingThrough()
    {
        var clock = new SteppedClock();
        var breaker = new Breaker(clock, () => throw new InvalidOperationException("Opening by hand is not what it saw."));
        await breaker.HoldOpenAsync(default);
        clock.Advance(TimeSpan.FromDays(1));
        (await breaker.TryEnterAsync()).ShouldBeNull();
        breaker.IsOpen.ShouldBeTrue();

        await breaker.CloseAsync(default);
        var passage = await breaker.TryEnterAsync();
        passage.ShouldNotBeNull();
        await passage.EndAsync(served: true);
        breaker.IsOpen.ShouldBeFalse();
    }
}
