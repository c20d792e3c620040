using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Measuring;

/// <summary>The policy of an editors' folder, for measuring: judges as the server would, and has no words to say.</summary>
public static class MeasuredPolicy
{
    /// <summary>Reads the policy. Every measurement gets its policy here and nowhere else.</summary>
    /// <param name="folder">The editors' folder; <c>handoff.yml</c> is in it, and what there is to learn from.</param>
    /// <exception cref="HandoffFileException">The rules are broken; it names every fault.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IHandoffPolicy Read(string folder) =>
        new Judging(HandoffPolicy.FromFolder(folder));

    private sealed class Judging(HandoffPolicy policy) : IHandoffPolicy
    {
        public string Version => policy.Version;

        public HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said) => policy.AtOnce(said);

        public HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome) => policy.AfterAnswer(said, outcome);

        public IReadOnlyList<HandoffDecision> Rights(IReadOnlyList<SaidTurn> said) => policy.Rights(said);

        public HandoffTexts TextsFor(string reason, string lang) => throw new NotSupportedException("A policy that is measured says nothing; nobody may ask it for words.");
    }
}
