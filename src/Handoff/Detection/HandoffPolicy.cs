using System.Security.Cryptography;
using System.Text;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Handoff.Detection;

/// <summary>Judges conversations by one set of rules and what was learnt from examples. Pure; safe for any number of callers.</summary>
/// <param name="rules">The rules.</param>
/// <param name="lessonsVersion">The version of what there is to learn from; empty when there is nothing.</param>
/// <param name="learned">What was learnt; null when there are no examples, and then rules alone decide. Whoever asks before it is learnt waits.</param>
internal sealed class HandoffPolicy(RuleSet rules, string lessonsVersion, Lazy<Experience?> learned)
{
    /// <summary>What <see cref="HandoffDecision.Rule"/> says where no rule but the examples decided.</summary>
    public const string ExamplesRule = "examples";

    private readonly Combination _combination = new(rules.Measures);
    private readonly InvokedRights _rights = new(rules, new Combination(rules.Measures));
    private readonly Rule[] _atOnce = [.. rules.Rules.Where(rule => HandoffReasons.AtOnce.Contains(rule.Reason))];
    private readonly Rule[] _offered = [.. rules.Rules.Where(rule => HandoffReasons.Offered.Contains(rule.Reason))];

    /// <summary>Gets the version of rules, concepts and examples together: 12 hexadecimal digits.</summary>
    public string Version { get; } = lessonsVersion.Length == 0
        ? rules.Version
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rules.Version + lessonsVersion)))[..rules.Version.Length];

    /// <summary>Makes a policy of rules alone.</summary>
    public static HandoffPolicy OfRules(RuleSet rules) => new(rules, string.Empty, new Lazy<Experience?>((Experience?)null));

    /// <summary>Reads a folder and makes the policy of it.</summary>
    /// <param name="path">The editors' folder.</param>
    /// <exception cref="HandoffFileException">A file is broken; the faults say where.</exception>
    public static HandoffPolicy FromFolder(string path)
    {
        var rules = RuleFile.Read("handoff.yml", File.ReadAllText(Path.Combine(path, "handoff.yml")));
        var lessons = Lessons.Read(path, rules.Variants);
        return new HandoffPolicy(rules, lessons.Version, new Lazy<Experience?>(Experience.Of(lessons)));
    }

    /// <summary>Judges the reasons that act at once.</summary>
    public HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said)
    {
        var burst = Burst.Before(rules, said, said.Count);
        var first = AtOnce(said, burst);
        if (burst.Count == 1 || burst.Length <= FoldedText.CharsMax)
        {
            return first;
        }

        // Together they are too long to be read whole; what was said last must be.
        var own = AtOnce(said, burst.Last());
        return HandoffReasons.PrecedenceOf(own.Reason) < HandoffReasons.PrecedenceOf(first.Reason) ? own : first;
    }

    /// <summary>Judges whether to offer a person.</summary>
    public HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome)
    {
        var course = new Course(rules, said);
        var offered = new HashSet<string>(StringComparer.Ordinal);
        for (var i = Math.Max(0, said.Count - Course.TurnsMax); i < said.Count; i++)
        {
            var (made, reason) = course.OfferAt(i);
            if (made)
            {
                // A log written by another bot does not say why it offered a person; then what was said before it tells.
                offered.Add(reason ?? Offer(course, Burst.Before(rules, said, i), said[i].Outcome ?? "answer", offered).Reason);
            }
        }

        return Offer(course, Burst.Before(rules, said, said.Count), outcome, offered);
    }

    /// <summary>Finds the rights that the last message invokes.</summary>
    public IReadOnlyList<HandoffDecision> Rights(IReadOnlyList<SaidTurn> said) => _rights.Of(said, learned.Value);

    private HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said, Burst burst)
    {
        var course = new Course(rules, said);
        var rule = Firing.First(_atOnce, burst, rules.Sieve);
        var likely = Likely(burst);
        var isHeldBack = rule is null && likely is { } seen && Firing.IsHeldBack(_atOnce, seen.Reason, burst, rules.Sieve);
        var signals = new AtOnceSignals(rule, likely, OfRule(rule), isHeldBack, course.Accepts(burst), course.Picks(burst));
        var (reason, by) = _combination.AtOnce(signals);
        if (by == DecidedBy.Nothing && !isHeldBack)
        {
            // To judge every sentence alone costs as much again, and few messages leave it to them. One that is taken back leaves it to the others.
            foreach (var (sentence, alone) in burst.Alone(learned.Value).TakeWhile(one => _combination.SpeaksAlone(one.Likely)))
            {
                (reason, by) = _combination.AtOnce(signals with { OfSentence = alone, OfSentenceAndNext = learned.Value!.Judge(burst.WithNext(sentence)) });
                if (by != DecidedBy.Nothing)
                {
                    break;
                }
            }
        }

        return by switch
        {
            DecidedBy.Rule => new HandoffDecision(HandoffStep.Handoff, reason, rule!.Evidence, rule.Rule),
            DecidedBy.Examples => new HandoffDecision(HandoffStep.Handoff, reason, burst.Evidence(learned.Value!, reason), ExamplesRule),
            DecidedBy.Conversation => new HandoffDecision(HandoffStep.Handoff, reason, burst.LastText.Trim(), "offer.accepted"),
            _ => HandoffDecision.None,
        };
    }

    private HandoffDecision Offer(Course course, Burst burst, string outcome, HashSet<string> offered)
    {
        var rule = Firing.First([.. _offered.Where(candidate => !offered.Contains(candidate.Reason))], burst, rules.Sieve);
        var signals = new OfferSignals(rule, Likely(burst), course.IsAgain(burst), course.UnhelpedTurns(burst, outcome), burst.Questions, course.Mood(burst, learned.Value));
        var (reason, by, measure) = _combination.Offer(signals, offered);
        return by switch
        {
            DecidedBy.Rule => new HandoffDecision(HandoffStep.Offer, reason, rule!.Evidence, rule.Rule),
            DecidedBy.Examples => new HandoffDecision(HandoffStep.Offer, reason, burst.Evidence(learned.Value!, reason), ExamplesRule),
            DecidedBy.Conversation => new HandoffDecision(HandoffStep.Offer, reason, Evidence: null, measure),
            _ => HandoffDecision.None,
        };
    }

    private Likely? Likely(Burst burst) => burst.HasWords && learned.Value is { } experience ? burst.Likely(experience) : null;

    private Likely? OfRule(Fired? rule) => rule is not null && learned.Value is { } experience ? experience.Judge(rule.Sentence.Words) : null;
}
