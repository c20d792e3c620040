using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Measuring;

/// <summary>A case and what was decided.</summary>
/// <param name="Case">The case.</param>
/// <param name="Got">What was decided at its last turn of the cardholder.</param>
internal sealed record JudgedCase(HandoffTestCase Case, HandoffDecision Got)
{
    /// <summary>Gets what was decided, in the words of a case.</summary>
    public string Step { get; } = StepOf(Got);

    /// <summary>Gets a value indicating whether answer, offer or handoff was right.</summary>
    public bool IsDecided => Step == Case.Expect;

    /// <summary>Gets a value indicating whether the reason was right.</summary>
    public bool IsReasoned => Got.Reason == Case.Reason;

    /// <summary>Gets what was done above what was expected: positive for too much, negative for too little.</summary>
    public int Excess => Rank(Step) - Rank(Case.Expect);

    /// <summary>A decision in the words of a case.</summary>
    public static string StepOf(HandoffDecision decision) => decision.Step switch
    {
        HandoffStep.Handoff => "handoff",
        HandoffStep.Offer => "offer",
        _ => "answer",
    };

    private static int Rank(string step) => step switch { "handoff" => 2, "offer" => 1, _ => 0 };
}
