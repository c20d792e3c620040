using System.Runtime.CompilerServices;
using Cardline.Bot.Model.Client;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Tests.Model;

/// <summary>A loop of tool calls that always ends, whatever the model asks for.</summary>
public sealed class ToolLoopTests
{
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "?")];

    [Fact]
    public async Task GetResponse_ACall_RunsItAndGivesTheResultBack()
    {
        using var model = new Scripted([Call("t1", "fee", ("card", "gold"))], [new TextContent("It is 10.")]);
        using var loop = new ToolLoop(model);
        var response = await loop.GetResponseAsync(Question, Offering((string card) => $"fee of {card}: 10"));

        response.Text.ShouldBe("It is 10.");
        response.Messages.Count.ShouldBe(3);
        response.Usage!.InputTokenCount.ShouldBe(2);
        model.ResultsOf(1).ShouldHaveSingleItem().ShouldContain("fee of gold: 10");
    }

    [Fact]
    public async Task GetStreamingResponse_ACall_StreamsBothRounds()
    {
        using var model = new Scripted([new TextContent("I look. "), Call("t1", "fee", ("card", "gold"))], [new TextContent("It is 10.")]);
        using var loop = new ToolLoop(model);
        var response = await loop.GetStreamingResponseAsync(Question, Offering((string card) => $"fee of {card}: 10")).ToChatResponseAsync();

        response.Messages[^1].Text.ShouldBe("It is 10.");
        response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().ShouldHaveSingleItem();
        model.Rounds.ShouldBe(2);
    }

    [Fact]
    public async Task GetResponse_CallsThatGoWrong_BecomeResultsThatSayNothingOfTheInside()
    {
        using var model = new Scripted(
            [Call("t1", "nothing"), Call("t2", "fee", ("cart", "gold")), Call("t3", "fee", ("card", "secret")), new FunctionCallContent("t4", "fee") { Exception = new FormatException("half a brace") }],
            [new TextContent("I am sorry.")]);
        using var loop = new ToolLoop(model);
        var response = await loop.GetResponseAsync(Question, Offering((string card) => card is "secret" ? throw new InvalidOperationException("password=1234") : card));

        response.Text.ShouldBe("I am sorry.");
        model.ResultsOf(1).ShouldBe(["Error: there is no such function.", "Error: the arguments do not fit the function.", "Error: the function failed.", "Error: the arguments are not a JSON object."]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Get_AModelThatNeverStopsCalling_EndsWithWhatIsThere(bool streamed)
    {
        var runs = 0;
        using var model = new Scripted([new TextContent("still looking"), Call("t", "fee", ("card", "gold"))]);
        using var loop = new ToolLoop(model);
        var options = Offering((string card) => ++runs);
        var response = streamed ? await loop.GetStreamingResponseAsync(Question, options).ToChatResponseAsync() : await loop.GetResponseAsync(Question, options);

        model.Rounds.ShouldBe(ToolLoop.RoundsMax);
        runs.ShouldBe(ToolLoop.RoundsMax - 1);
        response.Messages[^1].Text.ShouldBe("still looking");
        response.Messages[^1].Contents.OfType<FunctionCallContent>().ShouldBeEmpty();
    }

    [Fact]
    public async Task GetResponse_MoreCallsThanARoundMayHave_RunsTheFirstAndTellsTheOthers()
    {
        var runs = 0;
        using var model = new Scripted([.. Enumerable.Range(0, ToolLoop.CallsPerRoundMax + 3).Select(i => Call($"t{i}", "fee", ("card", "gold")))], [new TextContent("done")]);
        using var loop = new ToolLoop(model);
        await loop.GetResponseAsync(Question, Offering((string card) => ++runs));

        runs.ShouldBe(ToolLoop.CallsPerRoundMax);
        model.ResultsOf(1).Count(result => result.StartsWith("Error: more than", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task GetResponse_NoTools_ChangesNothing()
    {
        using var model = new Scripted([Call("t1", "refund")]);
        using var loop = new ToolLoop(model);
        var response = await loop.GetResponseAsync(Question);
        response.Messages.Single().Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionCallContent>();
        model.Rounds.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponse_AToolThatIsOnlyDeclared_IsLeftToTheCaller()
    {
        using var model = new Scripted([Call("t1", "fee", ("card", "gold"))]);
        using var loop = new ToolLoop(model);
        var response = await loop.GetResponseAsync(Question, new ChatOptions { Tools = [AIFunctionFactory.Create((string card) => card, "fee").AsDeclarationOnly()] });
        response.Messages.Single().Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem();
        model.Rounds.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponse_CallerLeavesWhileAToolRuns_Throws()
    {
        using var leaving = new CancellationTokenSource();
        using var model = new Scripted([Call("t1", "fee", ("card", "gold"))]);
        using var loop = new ToolLoop(model);
        var options = Offering((string card, CancellationToken cancel) =>
        {
            leaving.Cancel();
            cancel.ThrowIfCancellationRequested();
            return card;
        });
        await Should.ThrowAsync<OperationCanceledException>(() => loop.GetResponseAsync(Question, options, leaving.Token));
        model.Rounds.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponse_ResultsThatAreTooLong_AreCutWhetherTextsOrObjects()
    {
        using var model = new Scripted([Call("t1", "fee", ("card", "text")), Call("t2", "fee", ("card", "list"))], [new TextContent("Much.")]);
        using var loop = new ToolLoop(model);
        var words = new string('w', 2 * ToolCalls.ResultCharsMax);
        await loop.GetResponseAsync(Question, Offering((string card) => card is "text" ? (object)words : new[] { words, words }));

        model.ResultsOf(1).Select(result => result.Length).ShouldBe([ToolCalls.ResultCharsMax, ToolCalls.ResultCharsMax]);
    }

    [Fact]
    public async Task GetResponse_AnObjectThatFits_StaysAnObject()
    {
        using var model = new Scripted([Call("t1", "fee", ("card", "gold"))], [new TextContent("It is 10.")]);
        using var loop = new ToolLoop(model);
        var response = await loop.GetResponseAsync(Question, Offering((string card) => new { card, fee = 10 }));

        response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single().Result.ShouldNotBeOfType<string>();
        ((int)System.Text.Json.Nodes.JsonNode.Parse(model.ResultsOf(1).Single())!["fee"]!).ShouldBe(10);
    }

    private static ChatOptions Offering(Delegate fee) => new() { Tools = [AIFunctionFactory.Create(fee, "fee", "Tells a fee.")] };

    private static FunctionCallContent Call(string id, string name, params (string Name, object? Value)[] arguments) =>
        new(id, name, arguments.ToDictionary(a => a.Name, a => a.Value));

    /// <summary>A model that says what it is told, round by round, the last again and again.</summary>
    private sealed class Scripted(params AIContent[][] rounds) : IChatClient
    {
        private readonly List<List<ChatMessage>> asked = [];

        public int Rounds => asked.Count;

        public List<string> ResultsOf(int round) =>
            [.. asked[round].SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.Result?.ToString() ?? "")];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            asked.Add([.. messages]);
            var contents = rounds[Math.Min(asked.Count, rounds.Length) - 1];
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [.. contents])) { Usage = new UsageDetails { InputTokenCount = 1 } });
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            {
                update.MessageId = $"m{asked.Count}";
                yield return update;
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
