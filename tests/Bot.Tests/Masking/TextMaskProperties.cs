using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Bot.Tests.Masking;

/// <summary>What must hold for any card number in any place.</summary>
public sealed class TextMaskProperties
{
    private static readonly string[] Separators = ["", " ", "-", ".", "  ", " - ", "\u00A0", "\u3000", "\u200B", "\u2060", "\u200D", "－", "–", "．", "·", "\uFEFF ", "\n"];
    private static readonly string[] Around =
    [
        "", "card ", "卡号", "my card is lost: ", "I paid 300 on 2026-01-02, ", "x", "(", "*", "密码是什么，", "😀", "Q12: ", " fee? ", "。", ", please help", "***", "\t",
        "cvv ", "验证码", "+", "#", "é", "12/28 ", "/", ":",
    ];

    private static readonly Config Checks = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static Gen<string> CardNumbers =>
        from length in Gen.Choose(13, 19)
        from digits in Gen.Choose(0, 9).ArrayOf(length - 1)
        let number = Masks.WithCheckDigit(string.Concat(digits))
        where !LooksLikeTime(number)
        select number;

    private static Gen<string> Dressed(Gen<string> numbers) =>
        from number in numbers
        from wide in Gen.Elements(false, false, true)
        from style in Gen.Choose(0, 2)
        from one in Gen.Elements(Separators)
        from many in Gen.Elements(Separators).ArrayOf(20)
        select string.Concat(number.Select((digit, at) =>
            (at == 0 ? "" : style == 0 ? "" : style == 1 ? (at % 4 == 0 ? one : "") : many[at]) + (wide ? (char)(digit - '0' + '０') : digit)));

    private static Gen<string> Texts =>
        from before in Gen.Elements(Around)
        from card in Dressed(CardNumbers)
        from after in Gen.Elements(Around.Where(text => text.Length == 0 || !char.IsAsciiDigit(text[0])).ToArray())
        select before + card + after;

    private static Gen<string> FreeTexts => ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get);

    [Fact]
    public void Mask_AnyCardNumberInAnyDress_NeverSurvives() =>
        Prop.ForAll(Texts.ToArbitrary(), text => Masks.LongestRun(Masks.Mask(text)) < 13).Check(Checks);

    [Fact]
    public void Mask_CardInArbitraryText_NeverSurvives() =>
        Prop.ForAll(
            (from before in FreeTexts from card in CardNumbers from after in FreeTexts select (before, card, after)).ToArbitrary(),
            parts => !Masks.Mask($"{NoDigitAtEnd(parts.before)} {parts.card} {parts.after}").Contains(parts.card, StringComparison.Ordinal)).Check(Checks);

    [Fact]
    public void Mask_Twice_ChangesNothing() =>
        Prop.ForAll(
            (from parts in Gen.OneOf(Texts, Dressed(CardNumbers), Gen.Elements(Around), Gen.Choose(0, 99_999_999).Select(number => $" {number} ")).ArrayOf(6) select string.Concat(parts)).ToArbitrary(),
            text => Masks.Mask(Masks.Mask(text)) == Masks.Mask(text)).Check(Checks);

    [Fact]
    public void Mask_NumberThatIsNoCard_Stays() =>
        Prop.ForAll(
            (from length in Gen.Choose(12, 24)
             from digits in Gen.Choose(0, 9).ArrayOf(length)
             let number = string.Concat(digits)
             where !IsAnythingKnown(number)
             select $"reference {number} of today").ToArbitrary(),
            text => Masks.Mask(text) == text).Check(Checks);

    [Fact]
    public async Task AppendAsync_CardAtAnyDepth_NeverReachesTheLog()
    {
        var paths = (from card in Dressed(CardNumbers) from depth in Gen.Choose(0, 12) from shape in Gen.Choose(0, 3) from root in Gen.Elements("text", "value", "channelData", "entities", "attachments", "name", "locale", "from", "x")
                     select (card, depth, shape, root)).Sample(20, 300);
        foreach (var (card, depth, shape, root) in paths)
        {
            var log = new RecordingLog();
            JsonNode node = shape == 3 ? new JsonObject { [card] = true } : JsonValue.Create("see " + card);
            for (var level = 0; level < depth; level++)
            {
                node = level % 2 == shape % 2 ? new JsonObject { ["id"] = node, ["clientActivityID"] = "a1b2c3" } : new JsonArray(node, null, 7);
            }

            var activity = new JsonObject { ["type"] = "message", [root] = node };
            var request = new AppendRequest("c", SenderKind.Cardholder, null, [new NewEntry(activity, true)]);
            await Masks.Over(log, TimeProvider.System).AppendAsync(request, CancellationToken.None);
            var written = log.Appended.ShouldHaveSingleItem().Entries[0].Activity;
            Leaves(written).Max(Masks.LongestRun).ShouldBeLessThan(13, $"{activity.ToJsonString()} became {written.ToJsonString()}");
            written["channelData"]!["cardline"]!["masked"]!.ToJsonString().ShouldContain("card_number");
        }
    }

    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value).Append(member.Key)),
        JsonArray items => items.SelectMany(Leaves),
        null => [],
        _ => [node.ToString()],
    };

    private static string NoDigitAtEnd(string text) => text + ":";

    // A full time stamp is told apart by its digits; see Dates.
    private static bool LooksLikeTime(string number) => number.Length is 14 or 17 && number[..2] is "19" or "20";

    private static bool IsAnythingKnown(string number) =>
        (number.Length is >= 13 and <= 19 && Masks.PassesLuhn(number)) || number.Length is 15 or 18 || number.StartsWith("86", StringComparison.Ordinal) || number.StartsWith("0086", StringComparison.Ordinal);
}
