using System.Runtime.CompilerServices;
using Cardline.Bot.Model;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Tests.Model;

/// <summary>A chat client that the host brought along may do anything; the guard holds all the same.</summary>
public sealed class ForeignClientTests
{
    [Fact]
    public async Task Ask_ClientThatDoesNotListen_IsLeftOnTimeAndKeepsItsSlotUntilItEnds()
    {
        var clock = new SteppedClock();
        using var client = new Deaf();
        using var bench = new Bench(client, options => options.ConcurrentMax = 1, clock);
        var asking = bench.AskAsync();
        clock.Advance(TimeSpan.FromSeconds(2));

        (await asking).ShouldBeNull();
        (await bench.AskAsync()).ShouldBeNull();
        client.Calls.ShouldBe(1);

        client.End();
        await Cardline.TestKit.Waiting.UntilAsync("the slot", async () => (await bench.AskAsync())?.Text == "late");
        client.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Ask_ClientThatThrowsAnything_GivesNothing()
    {
        using var client = new Deaf { Throws = true };
        using var bench = new Bench(client);
        (await bench.AskAsync()).ShouldBeNull();
        client.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_ClientThatSaysNoReason_IsBelieved()
    {
        using var client = new Deaf();
        client.End();
        using var bench = new Bench(client);
        (await bench.AskAsync()).ShouldBe(new ModelReply("late", FixedPrompts.Name));
    }

    private sealed class Deaf : IChatClient
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Calls { get; private set; }

        public bool Throws { get; init; }

        public void End() => ended.TrySetResult();

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Calls++;
            if (Throws)
            {
                throw new InvalidCastException("anything");
            }

            await ended.Task;
            yield return new ChatResponseUpdate(ChatRole.Assistant, "late");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
