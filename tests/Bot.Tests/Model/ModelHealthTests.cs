using System.Net;
using System.Net.Sockets;
using Cardline.Bot.Model;
using Cardline.Bot.Model.Client;
using Cardline.Bot.Model.Guard;
using Cardline.Bot.Model.Health;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Model;

/// <summary>What a look at the model says, and that it changes nothing but whether the model is asked.</summary>
public sealed class ModelHealthTests
{
    private const string Embeddings = """{"object":"list","model":"e-1","data":[{"object":"embedding","index":0,"embedding":"AACAPwAAAAA="}],"usage":{"prompt_tokens":1,"total_tokens":1}}""";

    [Fact]
    public async Task Look_EverythingServes_IsReadyAfterOneTokenOfEach()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("p"), Endpoint.Answers(Embeddings));
        using var looked = new Looked(endpoint.Address);
        looked.Health.Report.ShouldBe(new ModelReport("starting"));

        await looked.Health.LookAsync(default);

        looked.Health.Report.ShouldBe(new ModelReport("ready"));
        looked.Health.FirstLook.IsCompleted.ShouldBeTrue();
        endpoint.Calls.Select(call => call.Path).ShouldBe(["/v1/chat/completions", "/v1/embeddings"]);
        endpoint.Calls.First().Body["max_completion_tokens"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("key", "BOT060", "Model:Key")]
    [InlineData("forbidden", "BOT060", "Model:Key")]
    [InlineData("model", "BOT061", "Model:Chat")]
    [InlineData("page", "BOT062", "JSON")]
    [InlineData("not found page", "BOT062", "/v1")]
    [InlineData("redirect", "BOT062", "redirects")]
    [InlineData("garbage", "BOT062", "/v1")]
    [InlineData("error", "BOT062", "5xx")]
    public async Task Look_AWrongAnswer_IsOneSentenceWithItsNumberAndNobodyAsksTheModel(string answer, string code, string says)
    {
        await using var endpoint = await Endpoint.StartAsync(Answer(answer));
        using var looked = new Looked(endpoint.Address, options => options.Embedding = null);
        await looked.Health.LookAsync(default);

        var report = looked.Health.Report;
        report.State.ShouldBe("failing");
        report.Complaint!.ShouldStartWith($"{code}: ");
        report.Complaint.ShouldContain(says);

        // Anybody may read it: no address, no key, no words of the endpoint.
        report.Complaint.ShouldNotContain("127.0.0.1");
        report.Complaint.ShouldNotContain("k-1");
        report.Complaint.ShouldNotContain("words of the endpoint");
        looked.Guard.Chat.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Look_NobodyListens_SaysSo()
    {
        using var looked = new Looked(new Uri($"http://127.0.0.1:{FreePort()}/v1"));
        await looked.Health.LookAsync(default);
        looked.Health.Report.Complaint!.ShouldStartWith("BOT062: Nothing answers");
    }

    [Fact]
    public async Task Look_Silence_EndsAfterItsTime()
    {
        var clock = new SteppedClock();
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Then(endpoint.Silence());
        using var looked = new Looked(endpoint.Address, options => options.Embedding = null, clock);
        var looking = looked.Health.LookAsync(default);
        await endpoint.ArrivedAsync(1);
        clock.Advance(ModelHealth.LookMax);
        await looking;
        looked.Health.Report.Complaint!.ShouldContain("did not answer within 10 seconds");
    }

    [Fact]
    public async Task Look_TheEndpointRefusesOneToken_IsReadyAllTheSame()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(400, "invalid_value"));
        using var looked = new Looked(endpoint.Address, options => options.Embedding = null);
        await looked.Health.LookAsync(default);
        looked.Health.Report.State.ShouldBe("ready");
    }

    [Fact]
    public async Task Look_OnlyTheEmbeddingsFail_LeavesTheChatModelOpenToTurns()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("p"), Endpoint.Refuses(404, "model_not_found"));
        using var looked = new Looked(endpoint.Address);
        await looked.Health.LookAsync(default);

        looked.Health.Report.Complaint!.ShouldContain("Model:Embedding");
        looked.Guard.Chat.IsOpen.ShouldBeFalse();
        looked.Guard.Embedding.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_AKeyThatIsMadeGoodLater_IsNoticedByItself()
    {
        var clock = new SteppedClock();
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(401, "invalid_api_key"));
        using var looked = new Looked(endpoint.Address, options => options.Embedding = null, clock);
        await looked.Health.StartAsync(default);
        await looked.Health.FirstLook;
        looked.Health.Report.State.ShouldBe("failing");

        endpoint.Then(Endpoint.Says("p"));
        await Cardline.TestKit.Waiting.UntilAsync("the second look", () =>
        {
            clock.Advance(ModelHealth.LookEvery);
            return Task.FromResult(looked.Health.Report.State is "ready");
        });
        var calls = endpoint.Calls.Count;
        looked.Guard.Chat.IsOpen.ShouldBeFalse();

        // A model that serves is not looked at any more.
        clock.Advance(ModelHealth.LookEvery * 4);
        await looked.Health.StopAsync(default);
        endpoint.Calls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task Run_NoModel_IsOffAndLooksAtNothing()
    {
        var health = new ModelHealth(new ModelClients(null, null), new Lazy<ModelGuard>(() => throw new InvalidOperationException("Nothing is to be made.")), TimeProvider.System, NullLogger<ModelHealth>.Instance);
        await health.StartAsync(default);
        await health.FirstLook;
        health.Report.ShouldBe(new ModelReport("off"));
        await health.StopAsync(default);
        health.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Func<HttpContext, Task> Answer(string kind) => kind switch
    {
        "key" => Endpoint.Refuses(401, "invalid_api_key"),
        "forbidden" => Endpoint.Refuses(403),
        "model" => Endpoint.Refuses(404, "DeploymentNotFound"),
        "page" => Endpoint.Answers("<html/>", "text/html"),
        "not found page" => Endpoint.Answers("<html/>", "text/html", 404),
        "garbage" => Endpoint.Answers("[1,2"),
        "error" => Endpoint.Refuses(500),
        _ => http =>
        {
            http.Response.Redirect("http://127.0.0.1:9/elsewhere");
            return Task.CompletedTask;
        },
    };

    private sealed class Looked : IDisposable
    {
        private readonly OpenAIEndpoint connection;

        public Looked(Uri address, Action<ModelOptions>? set = null, TimeProvider? clock = null)
        {
            IOptions<ModelOptions> options = Bench.OptionsFor(address, set);
            connection = new OpenAIEndpoint(options);
            Guard = Bench.GuardFor(options, clock);
            var embedding = options.Value.Embedding is { } name ? new OpenAIEmbeddings(connection, name) : null;
            Health = new ModelHealth(new ModelClients(new OpenAIChat(connection, "chat-1"), embedding), new Lazy<ModelGuard>(Guard), clock ?? TimeProvider.System, NullLogger<ModelHealth>.Instance);
        }

        public ModelHealth Health { get; }

        public ModelGuard Guard { get; }

        public void Dispose()
        {
            Health.Dispose();
            connection.Dispose();
            Guard.Dispose();
        }
    }
}
