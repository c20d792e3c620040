using System.CommandLine;
using Cardline.Bot.Commands;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Commands;

public sealed class ConversationCommandsTests : IDisposable
{
    private readonly SqliteStore store = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        store.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task Hold_WithAReason_StandsInTheLogForTheStaffAlone()
    {
        await store.Log.AppendedAsync(Begin("c-1"));

        (await RunAsync("hold", "c-1", "--reason", "Case 12 of the court")).ShouldBe(0);

        output.ToString().ShouldContain("c-1 is on hold.");
        var entry = (await store.Log.ReadAsync("c-1", Audience.Staff, 0, 10, default))[^1];
        (entry.Name(), (bool)entry.Activity()["value"]!["on"]!, (string?)entry.Activity()["value"]!["reason"]).ShouldBe((LogEvents.Hold, true, "Case 12 of the court"));
        (await store.Log.ReadAsync("c-1", Audience.Cardholder, 0, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Show_BeforeDuringAndAfterAHold_SaysWhichWithoutTheWords()
    {
        await store.Log.AppendedAsync(Begin("c-1"));
        await store.Log.AppendedAsync(Says("c-1", "my secret question"));

        (await ShownAsync()).ShouldContain("not on hold");
        await RunAsync("hold", "c-1", "--reason", "Case 12");
        (await ShownAsync()).ShouldContain(": Case 12");
        await RunAsync("release", "c-1");
        var shown = await ShownAsync();

        shown.ShouldContain("not on hold");
        shown.ShouldContain("a turn is open");
        shown.ShouldNotContain("secret");
        shown.ShouldNotContain("Case 12");
    }

    [Fact]
    public async Task Show_EventOfThatNameFromACardholder_IsNoHold()
    {
        var forged = new System.Text.Json.Nodes.JsonObject { ["type"] = "event", ["name"] = LogEvents.Hold, ["value"] = new System.Text.Json.Nodes.JsonObject { ["on"] = true } };
        await store.Log.AppendedAsync(new AppendRequest("c-1", SenderKind.Cardholder, Key: null, [new NewEntry(forged, Visible: false)]) { Creates = true });

        (await ShownAsync()).ShouldContain("not on hold");
    }

    [Theory]
    [InlineData("hold", "c-2", "--reason", "x")]
    [InlineData("release", "c-2")]
    [InlineData("show", "c-2")]
    public async Task Any_OfAConversationThatIsNotThere_EndsWithOneAndBeginsNothing(params string[] args)
    {
        (await RunAsync(args)).ShouldBe(1);

        error.ToString().ShouldContain("There is no conversation c-2.");
        output.ToString().ShouldBeEmpty();
        (await store.Log.FindAsync("c-2", default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ConversationHolds.ReasonCharsMax + 1)]
    public async Task Hold_WithoutAFittingReason_WritesNothing(int chars)
    {
        var head = await store.Log.AppendedAsync(Begin("c-1"));

        (await RunAsync("hold", "c-1", "--reason", new string('x', chars))).ShouldBe(1);

        (await store.Log.FindAsync("c-1", default)).ShouldBe(head);
    }

    private async Task<string> ShownAsync()
    {
        output.GetStringBuilder().Clear();
        (await RunAsync("show", "c-1")).ShouldBe(0);
        return output.ToString();
    }

    private Task<int> RunAsync(params string[] args) => ConversationCommands.Create(() => new ConversationHolds(store.Log))
        .Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
}
