using Cardline.Handoff.Detection;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Handoff.Tests.Doubles;

/// <summary>The policy of the repository's knowledge base, learnt once for all tests that share it.</summary>
public sealed class RepositoryPolicy
{
    internal HandoffPolicy Policy { get; } = HandoffPolicy.FromFolder(Repository.KnowledgeBase);

    internal Variants Variants { get; } = RuleFile.Read("handoff.yml", File.ReadAllText(Path.Combine(Repository.KnowledgeBase, "handoff.yml"))).Variants;

    internal Experience Experience => field ??= Experience.Of(Lessons.Read(Repository.KnowledgeBase, Variants))!;

    /// <summary>Judges one message with nothing before it.</summary>
    internal HandoffDecision AtOnce(string text) => Policy.AtOnce([new SaidTurn("cardholder", text)]);

    /// <summary>Judges all of it, as a turn does.</summary>
    internal HandoffDecision Judge(params IReadOnlyList<SaidTurn> said)
    {
        _ = Policy.Rights(said);
        var decision = Policy.AtOnce(said);
        var after = Policy.AfterAnswer(said, "answer");
        return decision.Step == HandoffStep.Handoff ? decision : after;
    }
}
