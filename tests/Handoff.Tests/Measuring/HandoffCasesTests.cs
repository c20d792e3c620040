using Cardline.Handoff.Detection;
using Cardline.Handoff.Measuring;
using Xunit.Abstractions;

namespace Cardline.Handoff.Tests.Measuring;

public sealed class HandoffCasesTests(ITestOutputHelper output)
{
    // The file was written with the rules, and the examples overrule some of them since; these floors keep what was reached.
    private const double DecisionLeast = 0.97;
    private const double ReasonLeast = 0.965;
    private const int AtOnceMissedMost = 2;

    [Fact]
    public void Measure_CasesOfTheRepository_AreJudgedRightButForAFew()
    {
        var cases = File.ReadAllLines(Path.Combine(Repository.KnowledgeBase, "tests", "handoff.jsonl"));

        var measured = HandoffEvaluation.Measure(MeasuredPolicy.Read(Repository.KnowledgeBase), [new CaseLines("handoff.jsonl", cases)], TimeProvider.System);

        foreach (var wrong in measured.Wrong)
        {
            output.WriteLine($"{wrong.Index}: expected {wrong.Expected}, got {wrong.Got} ({wrong.Reason}): {cases[wrong.Index]}");
        }

        measured.Cases.ShouldBeGreaterThanOrEqualTo(200);
        measured.DecisionAccuracy.ShouldBeGreaterThanOrEqualTo(DecisionLeast);
        measured.ReasonAccuracy.ShouldBeGreaterThanOrEqualTo(ReasonLeast);
        measured.Wrong.Count(IsMissed).ShouldBeLessThanOrEqualTo(AtOnceMissedMost);
    }

    [Fact]
    public void Measure_EveryReason_HasCasesInBothLanguages()
    {
        var cases = File.ReadAllLines(Path.Combine(Repository.KnowledgeBase, "tests", "handoff.jsonl"));
        foreach (var reason in HandoffReasons.AtOnce.Concat(HandoffReasons.Offered))
        {
            foreach (var lang in new[] { "en", "zh-Hans" })
            {
                cases.ShouldContain(line => line.Contains($"\"reason\": \"{reason}\"", StringComparison.Ordinal) && line.Contains($"\"lang\": \"{lang}\"", StringComparison.Ordinal), $"{reason} {lang}");
            }
        }
    }

    /// <summary>Somebody needed a person at once, and none came.</summary>
    private static bool IsMissed(WrongCase wrong) => wrong.Expected.StartsWith("handoff/", StringComparison.Ordinal) && !wrong.Got.StartsWith("handoff/", StringComparison.Ordinal);
}
