using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns;

public sealed class SaidEntryTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly SqliteStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task NamedIn_SameArticlesAndDay_AsksOnce_AndAgainWhenEitherChanges()
    {
        await store.Log.AppendedAsync(Entries.Begin("c-1"));
        var appended = (await store.Log.AppendAsync(Entries.Says("c-1", "my gold card"), default)).ShouldBeOfType<AppendResult.Appended>();
        var said = SaidEntry.From(appended.Entries.First(entry => entry.VisibleSeq is not null)).ShouldNotBeNull();
        var knowledge = new CountingKnowledge();

        said.NamedIn(knowledge, Noon)["asked"].ShouldBe("1");
        said.NamedIn(knowledge, Noon.AddHours(6))["asked"].ShouldBe("1");
        said.NamedIn(knowledge, Noon.AddDays(1))["asked"].ShouldBe("2");
        knowledge.Version = "later";
        said.NamedIn(knowledge, Noon.AddDays(1))["asked"].ShouldBe("3");
        said.NamedIn(knowledge, Noon.AddDays(1))["asked"].ShouldBe("3");
    }

    /// <summary>Names how often it was asked.</summary>
    private sealed class CountingKnowledge : IKnowledgeBase
    {
        private int asked;

        public string Version { get; set; } = "first";

        public IReadOnlyDictionary<string, string> Named(string text, DateTimeOffset askedAt) =>
            new Dictionary<string, string>(StringComparer.Ordinal) { ["asked"] = $"{++asked}" };

        public KnowledgeAnswer Ask(Question question) => throw new NotSupportedException();

        public KnowledgeAnswer? Show(string articleId, string lang, DateTimeOffset askedAt) => throw new NotSupportedException();

        public string? Fact(string name, string lang, DateTimeOffset askedAt) => throw new NotSupportedException();

        public IReadOnlyList<string> PhoneNumbers() => throw new NotSupportedException();
    }
}
