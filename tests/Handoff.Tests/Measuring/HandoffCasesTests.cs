using Cardline.Handoff.Detection;
using Cardline.Handoff.Measuring;
using Xunit.Abstractions;

namespace Cardline.Handoff.Tests.Measuring;

public sealed class HandoffCasesTests(ITestOutputHelper output)
{
    [Fact]
    public void Measure_CasesOfTheRepository_AllAreJudgedRight()
    {
        var cases = File.ReadAllLines(Path.Combine(Repository.KnowledgeBase, "tests", "handoff.jsonl"));

        var measured = HandoffEvaluation.Measure(MeasuredPolicy.Read(Repository.KnowledgeBase), [new CaseLines("handoff.jsonl", cases)], TimeProvider.System);

        foreach (var wrong in measured.Wrong)
        {
            output.WriteLine($"{wrong.Index}: expected {wrong.Expected}, got {wrong.Got} ({wrong.Reason}): {cases[wrong.Index]}");
        }

        measured.Cases.ShouldBeGreaterThanOrEqualTo(200);
        measured.Wrong.ShouldBeEmpty();
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
}
