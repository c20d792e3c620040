using Cardline.TestKit.Model.Evil;

namespace Cardline.Bot.Tests.Model.Attacks;

/// <summary>One thing that the cardholder sends.</summary>
/// <param name="Text">The words.</param>
internal sealed record HostileStep(string Text)
{
    /// <summary>The press of a chip: its <c>action</c>; null for words.</summary>
    public string? Action { get; init; }

    /// <summary>The name that the cardholder goes by; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The name of a file beside the words; null for none.</summary>
    public string? File { get; init; }
}

/// <summary>A conversation that holds one attack.</summary>
/// <param name="Attack">The attack.</param>
/// <param name="Variant">Which of its conversations.</param>
/// <param name="Steps">What the cardholder sends, in order; the bot answers each.</param>
internal sealed record HostileConversation(AttackPair Attack, string Variant, IReadOnlyList<HostileStep> Steps)
{
    /// <summary>The id in every store.</summary>
    public string Id => $"{Attack.Id}.{Variant}";

    /// <summary>Makes the conversations of an attack: where it was meant to stand, and once more beside a question that the articles answer.</summary>
    public static IEnumerable<HostileConversation> Of(AttackPair attack)
    {
        var question = attack.Question is { } asked ? new HostileStep(asked) : null;
        switch (attack.Where)
        {
            case "direct" or "quoted":
                yield return new(attack, "alone", [new(attack.Attack)]);
                yield return new(attack, "asked", [new($"{attack.Attack}\n{HostileArticles.Ordinary(attack)}")]);
                break;
            case "history":
                yield return new(attack, "before", [new(attack.Attack), question!]);
                break;
            case "name":
                yield return new(attack, "person", [question! with { Name = attack.Attack }]);
                yield return new(attack, "file", [question! with { File = attack.Attack }]);
                break;
            case "article":
                yield return new(attack, "article", [new(HostileArticles.Question(attack))]);
                break;
            case "summary":
                yield return new(attack, "summed", [new(attack.Attack), new(attack.Lang == "en" ? "Talk to a person" : "找人工") { Action = "person" }]);
                break;
            default:
                throw new InvalidOperationException($"An attack in a new place ({attack.Where}) needs its conversation here.");
        }
    }
}
