using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Context;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Turns;

/// <summary>The language of a turn and the chips of a message, read from the entries of a log.</summary>
public sealed class SaidLanguageTests
{
    private const int Conversations = 3000;
    private const int WholeMin = 4;

    private static readonly string[] Texts =
        ["ok", "gold?", "年费", "in English please", "请用中文回答", "how do I change my PIN", "白金卡年费多少", "what does 年费 mean", "my card", "English", "中文：怎么改密码", "2000", "好", "thanks a lot for that"];

    [Fact]
    public void Of_RandomConversations_StopsLookingBackOnlyWhenNothingCanChange()
    {
        var lot = new Random(5);
        var languages = new HashSet<string>();
        for (var i = 0; i < Conversations; i++)
        {
            var said = Enumerable.Range(1, lot.Next(1, 9))
                .Select(seq => Said(seq, lot.Next(4) == 0 ? SenderKind.Bot : SenderKind.Cardholder, new JsonObject { ["text"] = Texts[lot.Next(Texts.Length)], ["locale"] = lot.Next(2) == 0 ? "zh-CN" : "en" }))
                .ToList();
            var waiting = said.TakeLast(lot.Next(1, Math.Min(3, said.Count) + 1)).ToList();
            var language = Languages.Of(waiting, said);
            language.ShouldBe(LookingAtAll(waiting, said), string.Join(" / ", said.Select(entry => $"{entry.Speaker}: {entry.Text}")));
            languages.Add(language);
        }

        languages.Count.ShouldBe(2);
    }

    [Fact]
    public void Chips_OfAMessage_AreThoseThatLeadToArticles()
    {
        static JsonObject Action(string title, JsonNode? value) => new() { ["title"] = title, ["value"] = value };
        var shown = Said(1, SenderKind.Bot, new JsonObject
        {
            ["text"] = "Which one?",
            ["suggestedActions"] = new JsonObject
            {
                ["actions"] = new JsonArray(
                    Action("金卡年费", new JsonObject { ["article"] = "fee.gold" }), Action("A person", new JsonObject { ["action"] = "person" }),
                    Action("More", new JsonObject { ["article"] = "fee.gold", ["part"] = "more" }), Action("None", new JsonObject { ["article"] = null }), Action("Words", "article")),
            },
        });

        var chips = ShownChips.Of(shown);

        chips.All.Select(chip => chip.Title).ShouldBe(["金卡年费", "More"]);
        chips.Count.ShouldBe(2);
        ShownChips.WishOf(WishRule.Chip, chips.All[1].Value).ShouldBe(new Wish(WishRule.Chip, "fee.gold") { More = true, Chips = ShownChips.WishOf(WishRule.Chip, chips.All[1].Value).Chips });
        ShownChips.Of(Said(2, SenderKind.Cardholder, shown.Activity.DeepClone().AsObject())).Count.ShouldBe(0);
        ShownChips.Of(null).Count.ShouldBe(0);
    }

    [Fact]
    public void Judged_AskedTwice_IsMadeOnce()
    {
        var said = Said(1, SenderKind.Bot, new JsonObject { ["text"] = "hello" });

        said.Judged.From.ShouldBe("bot");
        said.Judged.Text.ShouldBe("hello");
        said.Judged.ShouldBeSameAs(said.Judged);
    }

    /// <summary>The rule as it is written, over everything that was said.</summary>
    private static string LookingAtAll(List<SaidEntry> waiting, List<SaidEntry> said)
    {
        string? shown = null;
        string? whole = null;
        foreach (var text in Enumerable.Reverse(waiting).Concat(Enumerable.Reverse(said).Where(entry => entry.Speaker == "cardholder" && entry.Seq < waiting[0].Seq)).Select(entry => entry.Text))
        {
            if (LanguageRequest.In(text) is { } wished)
            {
                return whole is null || whole == wished ? wished : shown!;
            }

            var words = Languages.OfWords(text);
            shown ??= words;
            whole ??= words is not null && WordWeight.Of(text) is var weight && (words == Languages.Chinese ? weight.Han : weight.Latin) >= WholeMin ? words : null;
        }

        return shown ?? Languages.OfLocale((string?)waiting[^1].Activity["locale"]);
    }

    private static SaidEntry Said(long seq, SenderKind sender, JsonObject activity)
    {
        activity["type"] = "message";
        return SaidEntry.From(new LogEntry("c", seq, seq, seq, 1, new Holder(HolderKind.Bot), DateTimeOffset.UnixEpoch.AddSeconds(seq), sender, OpensTurn: false, activity.ToJsonString()))!;
    }
}
