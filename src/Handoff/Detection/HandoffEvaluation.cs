using System.Text.Json;

namespace Cardline.Handoff.Detection;

/// <summary>Measures the rules on cases with known answers, as <c>handoff eval</c> prints it. Rates are shares between 0 and 1.</summary>
public static class HandoffEvaluation
{
    /// <summary>Most wrong cases listed.</summary>
    public const int WrongMax = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Measures a rule file on cases.</summary>
    /// <param name="rulesPath">The file <c>handoff.yml</c>.</param>
    /// <param name="cases">Lines of JSON, one case each; empty lines are skipped.</param>
    /// <exception cref="HandoffFileException">The rules are broken, or a line is not a case (HND110).</exception>
    public static HandoffMeasures Measure(string rulesPath, IEnumerable<string> cases)
    {
        var policy = new RulePolicy(RuleFile.Read(System.IO.Path.GetFileName(rulesPath), File.ReadAllText(rulesPath)));
        var judged = new List<(string Expect, string Reason, HandoffDecision Got)>();
        var line = 0;
        foreach (var text in cases)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
            {
                var wanted = Parse(text, line);
                judged.Add((wanted.Expect, wanted.Reason ?? HandoffReasons.None, Judge(policy, wanted.Turns)));
            }
        }

        return Measures(judged);
    }

    /// <summary>Judges at the last turn of the cardholder; a reply of the bot after it tells what it would answer.</summary>
    private static HandoffDecision Judge(RulePolicy policy, IReadOnlyList<CaseTurn> turns)
    {
        var last = turns.ToList().FindLastIndex(turn => turn.From == "cardholder");
        var said = turns.Take(last + 1).Select(turn => new SaidTurn(turn.From, turn.Text, turn.Outcome)).ToList();
        var decision = policy.AtOnce(said);
        return decision.Step == HandoffStep.Handoff ? decision : policy.AfterAnswer(said, turns.ElementAtOrDefault(last + 1)?.Outcome ?? "answer");
    }

    private static Case Parse(string text, int line)
    {
        try
        {
            var parsed = JsonSerializer.Deserialize<Case>(text, Json);
            if (parsed is { Turns.Count: > 0, Expect: "answer" or "offer" or "handoff" }
                && parsed.Turns.All(turn => turn is { From: "cardholder" or "bot" or "agent", Text: not null })
                && parsed.Turns.Any(turn => turn.From == "cardholder"))
            {
                return parsed;
            }
        }
        catch (JsonException)
        {
            // Reported below, together with cases that are JSON but not complete.
        }

        throw new HandoffFileException([new HandoffFault("cases", line, 1, "HND110", "This line is not a case: turns with from and text, one of them the cardholder's, and expect answer, offer or handoff.")]);
    }

    private static HandoffMeasures Measures(List<(string Expect, string Reason, HandoffDecision Got)> judged)
    {
        var wrong = new List<WrongCase>();
        int decisions = 0, reasons = 0, over = 0, under = 0;
        for (var i = 0; i < judged.Count; i++)
        {
            var (expect, reason, got) = judged[i];
            var step = Step(got);
            decisions += step == expect ? 1 : 0;
            reasons += got.Reason == reason ? 1 : 0;
            over += Rank(step) > Rank(expect) ? 1 : 0;
            under += Rank(step) < Rank(expect) ? 1 : 0;
            if ((step != expect || got.Reason != reason) && wrong.Count < WrongMax)
            {
                wrong.Add(new WrongCase(i, $"{expect}/{reason}", $"{step}/{got.Reason}", got.Rule is null ? got.Reason : $"{got.Rule}: {got.Evidence}"));
            }
        }

        return new HandoffMeasures(
            judged.Count, Share(decisions, judged.Count), Share(reasons, judged.Count), Share(over, judged.Count), Share(under, judged.Count), PerReason(judged), wrong);
    }

    private static SortedDictionary<string, ReasonMeasures> PerReason(List<(string Expect, string Reason, HandoffDecision Got)> judged)
    {
        var names = judged.Select(j => j.Reason).Concat(judged.Select(j => j.Got.Reason)).Distinct(StringComparer.Ordinal);
        var measures = new SortedDictionary<string, ReasonMeasures>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var right = judged.Count(j => j.Reason == name && j.Got.Reason == name);
            var support = judged.Count(j => j.Reason == name);
            measures[name] = new ReasonMeasures(Share(right, judged.Count(j => j.Got.Reason == name)), Share(right, support), support);
        }

        return measures;
    }

    private static string Step(HandoffDecision decision) => decision.Step switch
    {
        HandoffStep.Handoff => "handoff",
        HandoffStep.Offer => "offer",
        _ => "answer",
    };

    private static int Rank(string step) => step switch { "handoff" => 2, "offer" => 1, _ => 0 };

    private static double Share(int part, int whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);

    private sealed record Case(IReadOnlyList<CaseTurn> Turns, string Expect, string? Reason);

    private sealed record CaseTurn(string From, string Text, string? Outcome);
}

/// <summary>What <c>handoff eval</c> prints.</summary>
/// <param name="Cases">How many cases there were.</param>
/// <param name="DecisionAccuracy">Share in which answer, offer or handoff was right.</param>
/// <param name="ReasonAccuracy">Share in which the reason was right, <c>none</c> included.</param>
/// <param name="OverEscalation">Share in which more was done than expected.</param>
/// <param name="UnderEscalation">Share in which less was done than expected.</param>
/// <param name="Reasons">By reason.</param>
/// <param name="Wrong">Cases that went wrong, counted from 0.</param>
public sealed record HandoffMeasures(
    int Cases, double DecisionAccuracy, double ReasonAccuracy, double OverEscalation, double UnderEscalation,
    IReadOnlyDictionary<string, ReasonMeasures> Reasons, IReadOnlyList<WrongCase> Wrong);

/// <summary>How well one reason is found.</summary>
/// <param name="Precision">Of those given it, the share that have it.</param>
/// <param name="Recall">Of those that have it, the share given it.</param>
/// <param name="Support">How many have it.</param>
public sealed record ReasonMeasures(double Precision, double Recall, int Support);

/// <summary>A case that went wrong.</summary>
/// <param name="Index">Counted from 0 over the cases.</param>
/// <param name="Expected">Decision and reason expected.</param>
/// <param name="Got">Decision and reason given.</param>
/// <param name="Reason">The rule that decided and the words it found.</param>
public sealed record WrongCase(int Index, string Expected, string Got, string Reason);
