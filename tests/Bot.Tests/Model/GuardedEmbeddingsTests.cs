using System.Text.Json.Nodes;
using Cardline.Bot.Model.Client;
using Cardline.Bot.Model.Guard;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Bot.Tests.Model;

/// <summary>Embeddings over the socket, behind the same limits.</summary>
public sealed class GuardedEmbeddingsTests
{
    [Fact]
    public async Task Generate_Texts_GivesOneVectorEachInTheirOrder()
    {
        await using var endpoint = await Endpoint.StartAsync(Vectors((1, 2f), (0, 1f)));
        using var bench = new Vectoring(endpoint.Address);
        var vectors = await bench.Guarded.GenerateAsync(["a", "b"]);

        vectors.Select(vector => vector.Vector.Span[0]).ShouldBe([1f, 2f]);
        vectors.Usage!.InputTokenCount.ShouldBe(2);
        endpoint.Calls.Single().Body["input"]!.AsArray().Count.ShouldBe(2);
        endpoint.Calls.Single().Body["model"]!.GetValue<string>().ShouldBe("embed-1");
    }

    [Fact]
    public async Task Generate_FewerVectorsThanTexts_IsRefused()
    {
        await using var endpoint = await Endpoint.StartAsync(Vectors((0, 1f)));
        using var bench = new Vectoring(endpoint.Address);
        (await Should.ThrowAsync<ModelUnavailableException>(() => bench.Guarded.GenerateAsync(["a", "b"]))).Cause.ShouldBe(Fallback.NotTheApi);
    }

    [Fact]
    public async Task Generate_TroubleThatPasses_TriesAgain()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(503, null, ("retry-after-ms", "1")), Vectors((0, 1f)));
        using var bench = new Vectoring(endpoint.Address);
        (await bench.Guarded.GenerateAsync(["a"])).Count.ShouldBe(1);
        endpoint.Calls.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(1, 2_000)]
    [InlineData(2, 8_000)]
    public async Task Generate_Silence_EndsAfterTheTimeOfAWaiterOrOfBackgroundWork(int texts, int milliseconds)
    {
        var clock = new SteppedClock();
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Then(endpoint.Silence());
        using var bench = new Vectoring(endpoint.Address, clock);
        var generating = bench.Guarded.GenerateAsync(Enumerable.Repeat("a", texts));
        await endpoint.ArrivedAsync(1);
        clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        generating.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(1));

        await Should.ThrowAsync<ModelUnavailableException>(() => generating);
    }

    [Fact]
    public async Task Generate_EndpointThatFails_IsLeftAloneAndTheChatModelIsNot()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(404, "model_not_found"));
        using var bench = new Vectoring(endpoint.Address);
        for (var i = 0; i < Breaker.CallsMin; i++)
        {
            await Should.ThrowAsync<ModelUnavailableException>(() => bench.Guarded.GenerateAsync(["a"]));
        }

        (await Should.ThrowAsync<ModelUnavailableException>(() => bench.Guarded.GenerateAsync(["a"]))).Cause.ShouldBe(Fallback.Broken);
        endpoint.Calls.Count.ShouldBe(Breaker.CallsMin);
        bench.Guard.Chat.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Generate_CallerLeaves_Throws()
    {
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Then(endpoint.Silence());
        using var bench = new Vectoring(endpoint.Address, new SteppedClock());
        using var leaving = new CancellationTokenSource();
        var generating = bench.Guarded.GenerateAsync(["a"], cancellationToken: leaving.Token);
        await endpoint.ArrivedAsync(1);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => generating);
    }

    private static Func<HttpContext, Task> Vectors(params (int Index, float First)[] vectors) => Endpoint.Answers(new JsonObject
    {
        ["object"] = "list",
        ["model"] = "e-1",
        ["data"] = new JsonArray([.. vectors.Select(vector => new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = vector.Index,
            ["embedding"] = Convert.ToBase64String([.. BitConverter.GetBytes(vector.First), .. BitConverter.GetBytes(0f)]),
        })]),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 2, ["total_tokens"] = 2 },
    }.ToJsonString());

    private sealed class Vectoring : IDisposable
    {
        private readonly OpenAIEndpoint connection;

        public Vectoring(Uri address, TimeProvider? clock = null)
        {
            var options = Bench.OptionsFor(address);
            connection = new OpenAIEndpoint(options);
            Guard = Bench.GuardFor(options, clock);
            Guarded = new GuardedEmbeddings(new OpenAIEmbeddings(connection, "embed-1"), Guard, NullLogger<GuardedEmbeddings>.Instance);
        }

        public ModelGuard Guard { get; }

        public IEmbeddingGenerator<string, Embedding<float>> Guarded { get; }

        public void Dispose()
        {
            connection.Dispose();
            Guard.Dispose();
        }
    }
}
