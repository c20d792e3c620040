using Cardline.Handoff.Detection;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>Every branch of the one place where signals become a decision.</summary>
public sealed class CombinationTests
{
    private static readonly Combination Combination = new(MadeSignals.Measures);

    [Theory]
    // Nothing speaks for a person.
    [InlineData(null, null, "none", "Nothing")]
    [InlineData(null, "", "none", "Nothing")]
    // A rule acts, with examples or without, unless they find it likely enough that nobody is needed; for an urgent one they have to be nearly certain.
    [InlineData("fraud", null, "fraud", "Rule")]
    [InlineData("fraud", "fraud 90", "fraud", "Rule")]
    [InlineData("fraud", "fraud 9", "fraud", "Rule")]
    [InlineData("fraud", "fraud 5", "fraud", "Rule")]
    [InlineData("fraud", "fraud 3", "none", "Nothing")]
    [InlineData("human_request", "human_request 5", "human_request", "Rule")]
    [InlineData("human_request", "human_request 3", "none", "Nothing")]
    [InlineData("bereavement", "bereavement 9", "bereavement", "Rule")]
    [InlineData("bereavement", "bereavement 7", "none", "Nothing")]
    [InlineData("fraud", "", "none", "Nothing")]
    [InlineData("safety", "anger 95", "none", "Nothing")]
    // Another reason takes the place of a rule's when somebody is surely needed at once, and surely because of it.
    [InlineData("fraud", "dispute 51, anger 40", "dispute", "Examples")]
    [InlineData("fraud", "dispute 49, anger 40", "fraud", "Rule")]
    [InlineData("fraud", "dispute 61, fraud 19", "dispute", "Examples")]
    [InlineData("fraud", "dispute 61, fraud 21", "fraud", "Rule")]
    [InlineData("safety", "takeover_scam 90, safety 5", "safety", "Rule")]
    [InlineData("dispute", "fraud 45, dispute 17", "fraud", "Examples")]
    [InlineData("fraud", "dispute 45, fraud 21", "fraud", "Rule")]
    [InlineData("complaint", "safety 80", "safety", "Examples")]
    // Examples alone.
    [InlineData(null, "dispute 61", "dispute", "Examples")]
    [InlineData(null, "dispute 59", "none", "Nothing")]
    [InlineData(null, "dispute 32, complaint 29", "dispute", "Examples")]
    [InlineData(null, "dispute 35, anger 26", "dispute", "Examples")]
    [InlineData(null, "dispute 35, anger 24", "none", "Nothing")]
    // A little of every reason is not one.
    [InlineData(null, "dispute 8, fraud 7, complaint 7, lost_stolen 7, hardship 6, takeover_scam 6, human_request 6, bereavement 6, data_request 6, regulator_legal_media 6", "dispute", "Examples")]
    [InlineData(null, "dispute 7, fraud 7, complaint 7, lost_stolen 7, hardship 6, takeover_scam 6, human_request 6, bereavement 6, data_request 6, regulator_legal_media 6", "none", "Nothing")]
    [InlineData(null, "dispute 35, anger 45", "none", "Nothing")]
    // Where a life may be at stake less certainty is enough.
    [InlineData(null, "safety 41", "safety", "Examples")]
    [InlineData(null, "safety 39", "none", "Nothing")]
    [InlineData(null, "safety 41, despair_sadness 58", "safety", "Examples")]
    [InlineData(null, "safety 41, fraud 50", "safety", "Examples")]
    [InlineData(null, "fraud 41", "none", "Nothing")]
    public void AtOnce_RuleAndExamples_Decide(string? rule, string? likely, string reason, string by) =>
        Combination.AtOnce(Signals(rule, likely)).ShouldBe((reason, Enum.Parse<DecidedBy>(by)));

    [Theory]
    [InlineData("dispute 84", false)]
    [InlineData("dispute 86", true)]
    [InlineData("safety 84", false)]
    [InlineData("safety 86", true)]
    public void AtOnce_WordsOfTheRuleAreHeldBack_NeedsMoreCertainty(string likely, bool acts)
    {
        var (reason, by) = Combination.AtOnce(Signals(null, likely) with { IsHeldBack = true });

        (reason, by).ShouldBe(acts ? (likely.Split(' ')[0], DecidedBy.Examples) : (HandoffReasons.None, DecidedBy.Nothing));
    }

    [Theory]
    [InlineData(null, "dispute 79", "none", "Nothing")]
    [InlineData(null, "dispute 81", "dispute", "Examples")]
    [InlineData(null, "safety 41", "safety", "Examples")]
    [InlineData("lost_stolen", "lost_stolen 20", "lost_stolen", "Rule")]
    public void AtOnce_OnlyPicksFromAList_NeedsMoreCertaintyOfExamplesAlone(string? rule, string likely, string reason, string by) =>
        Combination.AtOnce(Signals(rule, likely) with { Picks = true }).ShouldBe((reason, Enum.Parse<DecidedBy>(by)));

    [Theory]
    [InlineData(null, null, "human_request", "Conversation")]
    [InlineData(null, "", "human_request", "Conversation")]
    [InlineData(null, "dispute 90", "human_request", "Conversation")]
    [InlineData("fraud", null, "fraud", "Rule")]
    [InlineData("safety", "safety 50", "safety", "Rule")]
    [InlineData("human_request", null, "human_request", "Rule")]
    [InlineData("complaint", null, "human_request", "Conversation")]
    [InlineData("bereavement", "bereavement 90", "human_request", "Conversation")]
    [InlineData("fraud", "", "human_request", "Conversation")]
    public void AtOnce_AcceptsAnOffer_OnlyAMoreUrgentRuleGoesBefore(string? rule, string? likely, string reason, string by) =>
        Combination.AtOnce(Signals(rule, likely) with { Accepts = true }).ShouldBe((reason, Enum.Parse<DecidedBy>(by)));

    [Fact]
    public void AtOnce_EveryReasonByRuleOrExamples_IsAReasonThatActsAtOnce()
    {
        foreach (var reason in HandoffReasons.AtOnce)
        {
            Combination.AtOnce(Signals(reason, null)).ShouldBe((reason, DecidedBy.Rule));
            Combination.AtOnce(Signals(null, $"{reason} 70")).ShouldBe((reason, DecidedBy.Examples));
        }

        foreach (var reason in HandoffReasons.Offered)
        {
            Combination.AtOnce(Signals(null, $"{reason} 99")).ShouldBe((HandoffReasons.None, DecidedBy.Nothing));
        }
    }

    [Theory]
    [InlineData(null, null, "none", "Nothing")]
    [InlineData("anger", null, "anger", "Rule")]
    [InlineData("anger", "anger 60", "anger", "Rule")]
    // A rule is vetoed when hardly anything speaks for an offer.
    [InlineData("anger", "anger 13", "anger", "Rule")]
    [InlineData("anger", "anger 11", "none", "Nothing")]
    // Where both name a reason, the stronger one is offered for.
    [InlineData("anxiety", "anger 60", "anger", "Examples")]
    [InlineData("anger", "anxiety 60", "anger", "Rule")]
    [InlineData("anxiety", "anger 45", "anxiety", "Rule")]
    [InlineData(null, "anger 51", "anger", "Examples")]
    [InlineData(null, "anger 49", "none", "Nothing")]
    [InlineData(null, "anger 30, complex 21", "anger", "Examples")]
    // At once was decided before: only what is left counts.
    [InlineData(null, "dispute 50, anger 26", "anger", "Examples")]
    [InlineData(null, "dispute 50, anger 24", "none", "Nothing")]
    [InlineData(null, "dispute 99", "none", "Nothing")]
    public void Offer_RuleAndExamples_Decide(string? rule, string? likely, string reason, string by) =>
        Combination.Offer(Offer(rule, likely), Offered()).ShouldBe((reason, Enum.Parse<DecidedBy>(by), null));

    [Fact]
    public void Offer_ReasonOfTheExamplesWasOfferedBefore_IsNotVolunteeredAgain()
    {
        Combination.Offer(Offer(null, "anger 80"), Offered("anger")).Reason.ShouldBe(HandoffReasons.None);
        Combination.Offer(Offer("anxiety", "anger 80"), Offered("anger")).ShouldBe(("anxiety", DecidedBy.Rule, null));
        Combination.Offer(Offer(null, "anger 80"), Offered("anxiety")).Reason.ShouldBe("anger");
    }

    [Theory]
    [InlineData(true, 0, 0, "", "unhelped", "conversation.again")]
    [InlineData(true, 2, 3, "", "unhelped", "conversation.again")]
    [InlineData(false, 2, 0, "", "unhelped", "measures.unhelped_turns")]
    [InlineData(false, 1, 0, "", "none", null)]
    [InlineData(true, 2, 0, "unhelped", "none", null)]
    [InlineData(true, 2, 3, "unhelped", "complex", "measures.questions_in_a_message")]
    [InlineData(false, 0, 3, "", "complex", "measures.questions_in_a_message")]
    [InlineData(false, 0, 2, "", "none", null)]
    [InlineData(false, 0, 9, "complex", "none", null)]
    [InlineData(true, 2, 9, "unhelped,complex", "none", null)]
    public void Offer_CourseOfTheConversation_Decides(bool isAgain, int unhelped, int questions, string offered, string reason, string? measure)
    {
        var signals = new OfferSignals(Rule: null, MadeSignals.Likely("anger 20"), isAgain, unhelped, questions, Mood: null);

        var (got, by, gotMeasure) = Combination.Offer(signals, Offered(offered.Split(',')));

        (got, by, gotMeasure).ShouldBe((reason, measure is null ? DecidedBy.Nothing : DecidedBy.Conversation, measure));
    }

    [Fact]
    public void Offer_WordsAndCourseBothSpeakForIt_WordsGoFirst()
    {
        var course = Offer("anger", null) with { IsAgain = true, UnhelpedTurns = 2, Questions = 5 };

        Combination.Offer(course, Offered()).ShouldBe(("anger", DecidedBy.Rule, null));
        Combination.Offer(course with { Rule = null, Likely = MadeSignals.Likely("anger 80") }, Offered()).ShouldBe(("anger", DecidedBy.Examples, null));
    }

    [Theory]
    [InlineData(null, null, "Nothing")]
    [InlineData("dispute", null, "Rule")]
    [InlineData("dispute", "dispute 9", "Rule")]
    [InlineData("dispute", "dispute 7", "Nothing")]
    [InlineData("dispute", "", "Nothing")]
    [InlineData(null, "lost_stolen 60, dispute 31", "Examples")]
    [InlineData(null, "lost_stolen 60, dispute 29", "Nothing")]
    [InlineData(null, "dispute 59", "Nothing")]
    [InlineData(null, "complaint 95", "Nothing")]
    public void Right_RuleAndExamples_Decide(string? rule, string? likely, string by) =>
        Combination.Right("dispute", new RightSignals(MadeSignals.Rule(rule), MadeSignals.Likely(likely), MadeSignals.Likely(likely), IsHeldBack: false)).ShouldBe(Enum.Parse<DecidedBy>(by));

    [Theory]
    [InlineData("dispute 84", "Nothing")]
    [InlineData("dispute 86", "Examples")]
    public void Right_ItsWordsAreHeldBack_NeedsMoreCertainty(string likely, string by) =>
        Combination.Right("dispute", new RightSignals(Rule: null, MadeSignals.Likely(likely), OfRule: null, IsHeldBack: true)).ShouldBe(Enum.Parse<DecidedBy>(by));

    [Theory]
    [InlineData("safety", "", "safety 99", "safety")]
    [InlineData("lost_stolen", "", "lost_stolen 50", "lost_stolen")]
    [InlineData("lost_stolen", "", "lost_stolen 9", "lost_stolen")]
    [InlineData("lost_stolen", "", "lost_stolen 7", "none")]
    [InlineData("lost_stolen", "", "", "none")]
    [InlineData("complaint", "", "complaint 99", "none")]
    public void AtOnce_UrgentRuleAmongHarmlessWords_IsNotSilenced(string rule, string likely, string ofRule, string reason) =>
        Combination.AtOnce(Signals(rule, likely) with { OfRule = MadeSignals.Likely(ofRule) }).Reason.ShouldBe(reason);

    [Theory]
    [InlineData("fraud 96", "fraud 76", false, "fraud")]
    [InlineData("fraud 94", "fraud 90", false, "none")]
    [InlineData("fraud 96", "fraud 74", false, "none")]
    [InlineData("safety 96", "safety 41", false, "safety")]
    [InlineData("safety 96", "safety 39", false, "none")]
    [InlineData("fraud 96", "fraud 90", true, "none")]
    public void AtOnce_OneSentenceAmongHarmlessOnes_CountsWhenItIsNearlyCertain_AndNotTakenBack(string sentence, string withNext, bool isHeldBack, string reason) =>
        Combination.AtOnce(Signals(rule: null, "fraud 20") with { OfSentence = MadeSignals.Likely(sentence), OfSentenceAndNext = MadeSignals.Likely(withNext), IsHeldBack = isHeldBack }).Reason.ShouldBe(reason);

    [Fact]
    public void Offer_MoodOverSeveralTurns_IsAnOffer_OnceForEachFeeling()
    {
        var upset = Offer(rule: null, "anger 20") with { Mood = "anger" };

        Combination.Offer(upset, Offered()).ShouldBe(("anger", DecidedBy.Conversation, "measures.upset_turns"));
        Combination.Offer(upset, Offered("anger")).Reason.ShouldBe("none");
    }

    private static AtOnceSignals Signals(string? rule, string? likely) => new(MadeSignals.Rule(rule), MadeSignals.Likely(likely), MadeSignals.Likely(likely), IsHeldBack: false, Accepts: false, Picks: false);

    private static OfferSignals Offer(string? rule, string? likely) => new(MadeSignals.Rule(rule), MadeSignals.Likely(likely), IsAgain: false, UnhelpedTurns: 0, Questions: 0, Mood: null);

    private static HashSet<string> Offered(params string[] reasons) => [.. reasons];
}
