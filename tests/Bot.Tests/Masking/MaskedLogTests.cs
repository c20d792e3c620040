using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Masking;
using Cardline.Bot.Tests.Conversations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Bot.Tests.Masking;

/// <summary>The door in front of a real log in a real file.</summary>
public sealed class MaskedLogTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly SqliteStore store;
    private readonly MaskedLog log;

    public MaskedLogTests()
    {
        store = new SqliteStore(clock: clock);
        log = Masks.Over(store.Log, clock);
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task AppendAsync_CardholderSendsCard_IsMaskedAndSaidSo()
    {
        await BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "it is 4111 1111 1111 1111", "m1"));
        var entry = await LastMessageAsync();
        entry.Text().ShouldBe("it is ************1111");
        entry.Activity()["channelData"]!["cardline"]!.ToJsonString().ShouldBe("""{"masked":["card_number"]}""");
        (await AllTextAsync()).ShouldNotContain("4111 1111");
    }

    [Fact]
    public async Task AppendAsync_StructuralIds_StayAndForgedOnesDoNot()
    {
        await BeginAsync();
        var activity = Entries.Message("hello", "user");
        activity["replyToId"] = "c-1|0000014";
        activity["localTimestamp"] = "2026-06-01T09:00:00.000+08:00";
        activity["from"]!["id"] = "dl_6f9619ff-8b86-4111-8111-111111111111";
        activity["from"]!["name"] = "13812345678";
        activity["channelData"] = new JsonObject
        {
            ["clientActivityID"] = "k2x9v7q1z", ["clientActivityId"] = "4111111111111111",
            ["cardline"] = new JsonObject { ["speaker"] = "agent", ["masked"] = new JsonArray("nothing") },
        };
        await log.AppendedAsync(new AppendRequest("c-1", SenderKind.Cardholder, null, [new NewEntry(activity, true, true)]));
        var written = (await LastMessageAsync()).Activity();
        ((string?)written["replyToId"]).ShouldBe("c-1|0000014");
        ((string?)written["localTimestamp"]).ShouldBe("2026-06-01T09:00:00.000+08:00");
        ((string?)written["from"]!["id"]).ShouldBe("dl_6f9619ff-8b86-4111-8111-111111111111");
        ((string?)written["from"]!["name"]).ShouldBe("***********");
        ((string?)written["channelData"]!["clientActivityID"]).ShouldBe("k2x9v7q1z");
        ((string?)written["channelData"]!["clientActivityId"]).ShouldBe("************1111");
        written["channelData"]!["cardline"]!["speaker"].ShouldBeNull("only the server says who speaks");
    }

    [Fact]
    public async Task AppendAsync_ValuesUnderTellingNamesAndLongNumbers_AreMasked()
    {
        await BeginAsync();
        var activity = Entries.Message("form", "user");
        activity["value"] = JsonNode.Parse("""{"cvv":"123","newPassword":"correcthorse","otp":445566,"card":4111111111111111,"amount":1200,"errorCode":5001,"13812345678":"x"}""");
        await log.AppendedAsync(new AppendRequest("c-1", SenderKind.Cardholder, null, [new NewEntry(activity, true, true)]));
        (await LastMessageAsync()).Activity()["value"]!.ToJsonString()
            .ShouldBe("""{"cvv":"***","newPassword":"********","otp":"******","card":"************1111","amount":1200,"errorCode":5001,"***********":"x"}""");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AppendAsync_BotOrAgent_OnlyTheAgentIsMasked(bool agent)
    {
        await BeginAsync();
        var request = new AppendRequest("c-1", agent ? SenderKind.Agent : SenderKind.Bot, null, [new NewEntry(Entries.Message("call 13812345678", "bot"), true)]);
        await log.AppendedAsync(request);
        (await LastMessageAsync()).Text().ShouldBe(agent ? "call ***********" : "call 13812345678");
    }

    [Fact]
    public async Task AppendAsync_CardSplitOverTwoMessages_MendsTheFirstAndMasksTheRest()
    {
        await BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "my number is 4111 1111 1111", "m1"));
        await log.AppendedAsync(Entries.Says("c-1", "1111 those are the last four", "m2"));
        var all = await AllTextAsync();
        all.ShouldNotContain("4111");
        all.ShouldContain("**** those are the last four");
        all.ShouldContain("split_card_number");
    }

    [Fact]
    public async Task AppendAsync_BothPiecesAtTheSameMoment_AreBothOverwritten()
    {
        for (var n = 0; n < 20; n++)
        {
            var id = "c-same-" + n;
            await log.AppendedAsync(Entries.Begin(id));
            await Task.WhenAll(
                log.AppendAsync(Entries.Says(id, "4111 1111"), default),
                log.AppendAsync(Entries.Says(id, "1111 1111"), default));

            var texts = (await log.ReadAsync(id, Audience.Staff, 0, 100, default)).Select(entry => entry.Text()).ToList();
            (texts.Contains("4111 1111") && texts.Contains("1111 1111")).ShouldBeFalse("the two pieces stand side by side");
        }
    }

    [Fact]
    public async Task AppendAsync_CardSplitOverThreeMessagesWithWordsBetween_IsMended()
    {
        await BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "4111", "m1"));
        await log.AppendedAsync(Entries.Says("c-1", "1111 1111", "m2"));
        await log.AppendedAsync(Entries.Says("c-1", "wait", "m3"));
        await log.AppendedAsync(Entries.Says("c-1", "and then 1111", "m4"));
        (await AllTextAsync()).ShouldNotContain("1111");
    }

    [Fact]
    public async Task AppendAsync_SplitPieceRetried_IsTheSameMessage()
    {
        await BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "4111 1111 1111", "m1"));
        await log.AppendedAsync(Entries.Says("c-1", "1111", "m2"));
        var again = await log.AppendAsync(Entries.Says("c-1", "1111", "m2"), CancellationToken.None);
        again.ShouldBeOfType<AppendResult.Repeated>();
        var other = await log.AppendAsync(Entries.Says("c-1", "another thing", "m2"), CancellationToken.None);
        other.ShouldBeOfType<AppendResult.KeyConflict>();
    }

    [Fact]
    public async Task AppendAsync_SenderWhoseIdIsAPhoneNumber_IsRecognisedBehindTheMask()
    {
        await BeginAsync();
        foreach (var (text, clientId) in new[] { ("4111 1111 1111", "m1"), ("1111", "m2") })
        {
            var activity = Entries.Message(text, "user");
            activity["from"]!["id"] = "+8613812345678";
            await log.AppendedAsync(new AppendRequest("c-1", SenderKind.Cardholder, new IdempotencyKey(SenderKind.Cardholder, "+8613812345678", clientId), [new NewEntry(activity, true, true)]));
        }

        var all = await AllTextAsync();
        all.ShouldNotContain("4111 1111");
        all.ShouldNotContain("13812345678");
    }

    [Fact]
    public async Task AppendAsync_UuidThatHoldsAValidNumber_Stays()
    {
        const string Uuid = "a4111111-1111-1111-1abc-def012345678";
        Masks.Mask("x" + Uuid).ShouldNotBe("x" + Uuid, "the example holds a valid number");
        await BeginAsync();
        var activity = Entries.Message("form", "user");
        activity["value"] = new JsonObject { ["handoffId"] = Uuid };
        await log.AppendedAsync(new AppendRequest("c-1", SenderKind.Cardholder, null, [new NewEntry(activity, true, true)]));
        ((string?)(await LastMessageAsync()).Activity()["value"]!["handoffId"]).ShouldBe(Uuid);
    }

    [Fact]
    public async Task AppendAsync_CodeAfterCueInMessageBefore_IsMaskedAlsoOnLateRetry()
    {
        await BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "我的验证码是", "m1"));
        await log.AppendedAsync(Entries.Says("c-1", "445566", "m2"));
        (await LastMessageAsync()).Text().ShouldBe("******");
        clock.Advance(TimeSpan.FromMinutes(10));
        (await log.AppendAsync(Entries.Says("c-1", "445566", "m2"), CancellationToken.None)).ShouldBeOfType<AppendResult.Repeated>();
    }

    [Theory]
    [InlineData("I paid 4111 1111 1111", "1112", 0, "no valid check digit")]
    [InlineData("4111 1111 1111", "1111", 3, "too long ago")]
    [InlineData("9811 1111 1111", "1113", 0, "no card begins so")]
    [InlineData("4111 1111 1111 and nothing else that would matter here", "1111", 0, "not at the end")]
    public async Task AppendAsync_NumbersThatAreNoSplitCard_Stay(string first, string second, int minutes, string why)
    {
        await BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", first, "m1"));
        clock.Advance(TimeSpan.FromMinutes(minutes));
        await log.AppendedAsync(Entries.Says("c-1", second, "m2"));
        var all = await AllTextAsync();
        all.ShouldContain(first, customMessage: why);
        all.ShouldContain(second, customMessage: why);
        all.ShouldNotContain("cardline.redacted", customMessage: why);
    }

    [Fact]
    public async Task AppendAsync_DigitsOfAnotherSender_AreNotJoined()
    {
        await BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "4111 1111 1111", "m1"));
        var agent = new AppendRequest("c-1", SenderKind.Agent, null, [new NewEntry(Entries.Message("1111", "bot"), true)]);
        await log.AppendedAsync(agent);
        (await AllTextAsync()).ShouldContain("4111 1111 1111");
    }

    [Fact]
    public async Task AppendAsync_SecretInTheKey_IsNotStored()
    {
        await BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "hello", "4111111111111111"));
        (await log.AppendAsync(Entries.Says("c-1", "hello", "4111111111111111"), CancellationToken.None)).ShouldBeOfType<AppendResult.Repeated>();
        store.Writer.Dispose();
        foreach (var file in Directory.GetFiles(store.Folder))
        {
            using var copy = new MemoryStream();
            using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                stream.CopyTo(copy);
            }

            copy.ToArray().AsSpan().IndexOf("4111111111111111"u8).ShouldBe(-1, Path.GetFileName(file));
        }
    }

    [Fact]
    public async Task AddMasking_AfterAnyRegistration_IsTheOnlyLogGivenOut()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(store.Log);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Masking:BankNumbers:0", Masks.Bank)]).Build();
        services.AddMasking(configuration);
        await using var provider = services.BuildServiceProvider();
        provider.GetServices<IConversationLog>().ShouldHaveSingleItem().ShouldBeOfType<MaskedLog>();
        services.ShouldNotContain(service => service.ServiceType != typeof(IConversationLog) && service.ImplementationInstance is IConversationLog);
    }

    [Fact]
    public void AddMasking_WithoutALog_SaysWhatToDo() =>
        Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddMasking(new ConfigurationBuilder().Build())).Message.ShouldContain("AddConversations");

    private Task BeginAsync() => store.Log.AppendAsync(Entries.Begin("c-1"), CancellationToken.None);

    private async Task<LogEntry> LastMessageAsync() =>
        (await log.ReadAsync("c-1", Audience.Cardholder, 0, 100, CancellationToken.None))[^1];

    private async Task<string> AllTextAsync() =>
        string.Join('\n', (await log.ReadAsync("c-1", Audience.Staff, 0, 100, CancellationToken.None)).Select(entry => entry.Json));
}
