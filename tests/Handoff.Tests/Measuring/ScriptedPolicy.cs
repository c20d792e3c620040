using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Tests.Measuring;

/// <summary>Decides what the words themselves say: <c>!reason</c> hands over, <c>?reason</c> offers, anything else goes on.</summary>
internal sealed class ScriptedPolicy : IHandoffPolicy
{
    public string Version => "scripted";

    public HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said) => Decide(said[^1].Text, '!', HandoffStep.Handoff);

    public HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome) =>
        outcome == "unknown" ? new HandoffDecision(HandoffStep.Offer, "unhelped", Evidence: null, "scripted.unknown") : Decide(said[^1].Text, '?', HandoffStep.Offer);

    public IReadOnlyList<HandoffDecision> Rights(IReadOnlyList<SaidTurn> said) => [];

    public HandoffTexts TextsFor(string reason, string lang) => throw new NotSupportedException();

    private static HandoffDecision Decide(string text, char mark, HandoffStep step) =>
        text.StartsWith(mark) ? new HandoffDecision(step, text[1..], text, $"scripted.{text[1..]}") : HandoffDecision.None;
}
