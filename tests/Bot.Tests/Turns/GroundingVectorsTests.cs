using Cardline.Bot.Conversations;
using Cardline.Bot.Model;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Grounding;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns;

public sealed class GroundingVectorsTests : IDisposable
{
    private readonly TurnDesk desk = new();
    private readonly List<Question> asked = [];

    public GroundingVectorsTests()
    {
        desk.Answers = question =>
        {
            asked.Add(question);
            return TurnDesk.Unknown;
        };
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_VectorsAreOn_EverySearchHasItsOwnFromOneCall()
    {
        var vectors = new Vectors();

        await RunAsync("I lost my card. How do I block it, and how much is a new one?", vectors);

        vectors.Calls.ShouldBe(1);
        asked.Count.ShouldBeGreaterThan(2);
        asked.Select(question => question.Embedding.ToArray()).ShouldBe(asked.Select(question => new float[] { question.Text.Length, 1 }));
        asked.Select(question => question.Text).Distinct().Count().ShouldBeLessThanOrEqualTo(IQuestionVectors.TextsMax);
    }

    [Fact]
    public async Task Run_VectorsAreOff_NobodyIsCalled()
    {
        var vectors = new Vectors { AreOn = false };

        await RunAsync("How do I block it?", vectors);

        vectors.Calls.ShouldBe(0);
        asked.ShouldAllBe(question => question.Embedding.IsEmpty);
        asked.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Run_SomeAreMissing_AreAskedByTheirWordsAlone()
    {
        var vectors = new Vectors { Knows = text => !text.StartsWith("I lost", StringComparison.Ordinal) };

        await RunAsync("I lost my card. How do I block it?", vectors);

        asked[0].Embedding.IsEmpty.ShouldBeTrue();
        asked[^1].Embedding.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_PersonNeededAtOnce_NobodyIsCalled()
    {
        var vectors = new Vectors();
        var turn = Turn("They stole everything!") with { Person = HandoffDecision.None with { Step = HandoffStep.Handoff } };

        await new GroundingStage(desk, new NoModel(), vectors).RunAsync(turn, CancellationToken.None);

        vectors.Calls.ShouldBe(0);
        asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WithoutVectors_AsksAsBefore()
    {
        await RunAsync("I lost my card. How do I block it?", vectors: null);
        var without = asked.ToList();
        asked.Clear();

        await RunAsync("I lost my card. How do I block it?", new Vectors { Knows = _ => false });

        asked.Select(question => question.Text).ShouldBe(without.Select(question => question.Text));
    }

    private async Task RunAsync(string text, Vectors? vectors) => await new GroundingStage(desk, new NoModel(), vectors).RunAsync(Turn(text), CancellationToken.None);

    // Context has read the question from the waiting message already; the stage looks at what Context found.
    private Turn Turn(string text)
    {
        var now = desk.Clock.GetUtcNow();
        var head = new ConversationHead("c-1", 1, 1, 1, new Holder(HolderKind.Bot), now, TurnSeq: 1, TurnAttempts: 1, LastMessageSeq: 1);
        return new Turn(head, [], [new SaidEntry(1, now, "cardholder")], now) { Lang = "en", Question = text };
    }

    // The first number of each vector is the length of its text.
    private sealed class Vectors : IQuestionVectors
    {
        public bool AreOn { get; init; } = true;

        public int Calls { get; private set; }

        public Func<string, bool> Knows { get; init; } = _ => true;

        public ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> OfAsync(IReadOnlyList<string> texts, CancellationToken cancel)
        {
            Calls++;
            return ValueTask.FromResult<IReadOnlyDictionary<string, ReadOnlyMemory<float>>>(
                texts.Where(Knows).ToDictionary(text => text, text => (ReadOnlyMemory<float>)new float[] { text.Length, 1 }, StringComparer.Ordinal));
        }
    }
}
