using System.Text.Json.Nodes;

namespace Cardline.Bot.Turns.Context;

/// <summary>What a message wants of what was said before. The set is closed; docs/log.md names the rules.</summary>
internal enum WishRule
{
    /// <summary>A chip was pressed.</summary>
    Chip,

    /// <summary>"The second one."</summary>
    Place,

    /// <summary>The title of a chip, or a part of it that no other has.</summary>
    Title,

    /// <summary>Yes to the one thing that was offered.</summary>
    Yes,

    /// <summary>The rest of the article.</summary>
    More,

    /// <summary>The rest was wanted, but everything has been shown.</summary>
    AllTold,

    /// <summary>Several things were offered, and the message does not say which.</summary>
    WhichOne,

    /// <summary>The last answer in the other language.</summary>
    Language,

    /// <summary>The last answer once more.</summary>
    Again,

    /// <summary>The last answer was not understood.</summary>
    NotUnderstood,

    /// <summary>Something that the last answer said: "how much was it again?"</summary>
    LastFact,
}

/// <summary>A wish, and what it is about.</summary>
/// <param name="Rule">Which rule recognised it.</param>
/// <param name="Article">The article to show; null when none is.</param>
internal sealed record Wish(WishRule Rule, string? Article = null)
{
    /// <summary>Gets a value indicating whether the rest of the article is wanted.</summary>
    public bool More { get; init; }

    /// <summary>Gets the chips to offer once more; empty unless the rule is <see cref="WishRule.WhichOne"/>.</summary>
    public IReadOnlyList<(string Title, JsonObject Value)> Chips { get; init; } = [];

    /// <summary>Gets a value indicating whether the last answer is said again in some way.</summary>
    public bool Repeats => Rule is WishRule.Language or WishRule.Again or WishRule.NotUnderstood or WishRule.LastFact;
}
