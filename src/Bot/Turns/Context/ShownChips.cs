using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cardline.Bot.Turns.Context;

/// <summary>The chips under the message before, which people name by their place or by a word of their title.</summary>
internal sealed partial class ShownChips
{
    /// <summary>A longer text is not the name of a chip, unless it is the whole title.</summary>
    private const int NameCharsMax = 40;

    private readonly IReadOnlyList<ShownChip> chips;

    private ShownChips(IReadOnlyList<ShownChip> chips) => this.chips = chips;

    /// <summary>Gets how many there are.</summary>
    public int Count => chips.Count;

    /// <summary>Gets the chips in the order in which they are shown, without the one that asks for a person.</summary>
    public IReadOnlyList<(string Title, JsonObject Value)> All => [.. chips.Select(chip => (chip.Title, chip.Value))];

    /// <summary>Takes the chips of a message that leads to articles; empty when it has none.</summary>
    public static ShownChips Of(SaidEntry? message) => new(message?.Chips ?? []);

    /// <summary>What a chip wishes.</summary>
    public static Wish WishOf(WishRule rule, JsonObject value) => new(rule, (string?)value["article"]) { More = (string?)value["part"] == "more" };

    /// <summary>The chip at the place that the words name.</summary>
    /// <returns>Null when they name no place; the wish to be asked again when there is none at that place.</returns>
    public Wish? AtPlace(string words)
    {
        if (chips.Count == 0 || Place().Match(words) is not { Success: true } match)
        {
            return null;
        }

        var place = match.Groups["last"].Success ? chips.Count : 1 + Array.FindIndex(Numbers, number => number.Contains(match.Groups["n"].Value, StringComparer.Ordinal));
        return place >= 1 && place <= chips.Count ? WishOf(WishRule.Place, chips[place - 1].Value) : new Wish(WishRule.WhichOne) { Chips = All };
    }

    /// <summary>The chip whose title holds the words, when no other does.</summary>
    /// <param name="words">The message in lower case, without marks.</param>
    /// <param name="asked">Whether the bot asked which one: then a mere word is a choice; otherwise only "the gold one" is.</param>
    public Wish? ByTitle(string words, bool asked)
    {
        var whole = chips.Where(chip => FollowWords.Plain(chip.Title) == words).ToList();
        if (whole.Count == 1)
        {
            return WishOf(WishRule.Title, whole[0].Value);
        }

        if (words.Length > NameCharsMax || !(asked || Pointing().IsMatch(words)))
        {
            return null;
        }

        var names = Around().Replace(words, " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = names.Length == 0 ? [] : chips.Where(chip => names.All(name => Holds(chip.Title, name))).ToList();
        return found.Count == 1 ? WishOf(WishRule.Title, found[0].Value) : null;
    }

    private static readonly string[][] Numbers =
    [
        ["1", "first", "1st", "one", "一"], ["2", "second", "2nd", "two", "二", "两"], ["3", "third", "3rd", "three", "三"], ["4", "fourth", "4th", "four", "四"],
    ];

    /// <summary>A name must begin where a word begins: 金卡 is not what 白金卡 is about.</summary>
    private static bool Holds(string title, string name)
    {
        for (var at = title.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = title.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at == 0 || !(char.IsAsciiLetter(title[at - 1]) || (title[at - 1] == '白' && name[0] == '金')))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(
        @"^(?:(?:i mean|i meant|i want|ok|okay|yes|please|the|number|option|answer|no) )*(?:(?<last>last)|(?<n>1|2|3|4|first|second|third|fourth|1st|2nd|3rd|4th|one|two|three|four))(?<!the one)(?: (?:one|option|please))*$|^(?:我说的是|我要|我问的是|我选|是|就|选|要|看|那)*(?:(?<last>最后)(?:一)?|第?(?<n>[一二两三四1234]))(?:[个条项号]|那个|个问题)?(?:吧|的|谢谢)?$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();

    /// <summary>Words that point at something shown.</summary>
    [GeneratedRegex(@"^(?:the|that) .* one$|\bone please$|那个|这个|那条|那一个", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pointing();

    /// <summary>What people say around the name of the thing they choose.</summary>
    [GeneratedRegex(@"\b(?:the|that|one|about|for|and|my|card|please|i have|i mean|i meant|an?|it's|is|mine|ok|yes)\b|那一个|那个|这个|那条|我要|我是|我有|我的是|就是|问的是|请|的$|的(?= )|[呢吧]$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Around();
}
