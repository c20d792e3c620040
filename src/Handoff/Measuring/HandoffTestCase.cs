using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Measuring;

/// <summary>A conversation with a known answer.</summary>
/// <param name="File">Name of the file that it stands in.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Turns">Who said what, oldest first; at least one turn is the cardholder's.</param>
/// <param name="Expect"><c>answer</c>, <c>offer</c> or <c>handoff</c>, at the last turn of the cardholder.</param>
/// <param name="Reason">The reason expected; <c>none</c> when no person is.</param>
/// <param name="Lang">Its language; null when the case does not say.</param>
/// <param name="Golden">Index of the turn at which a person should come in.</param>
internal sealed record HandoffTestCase(string File, int Line, IReadOnlyList<SaidTurn> Turns, string Expect, string Reason, string? Lang, int Golden)
{
    /// <summary>Gets the indexes of the cardholder's turns.</summary>
    public IReadOnlyList<int> CardholderTurns { get; } = [.. Enumerable.Range(0, Turns.Count).Where(index => Turns[index].From == "cardholder")];

    /// <summary>Judges at one turn of the cardholder; a reply of the bot right after it tells what it would answer.</summary>
    public HandoffDecision Judge(IHandoffPolicy policy, int turn)
    {
        var said = new SaidSoFar([.. Turns.Take(turn + 1)]);
        var decision = policy.AtOnce(said);
        return decision.Step == HandoffStep.Handoff ? decision : policy.AfterAnswer(said, Turns.ElementAtOrDefault(turn + 1)?.Outcome ?? "answer");
    }
}
