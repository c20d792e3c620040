using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

public sealed class FragmentTests
{
    private static readonly ProductNames Names = new(
        [new Dictionary<string, IReadOnlyList<string>> { ["product"] = ["classic", "gold", "platinum"], ["region"] = ["CN", "HK"] }],
        new Glossary([["hk", "Hong Kong", "香港"]]));

    [Theory]
    [InlineData("and for the gold card?", "gold")]
    [InlineData("What about Platinum", "platinum")]
    [InlineData("gold?", "gold")]
    [InlineData("is it the same for classic", "classic")]
    [InlineData("那金卡呢", "gold")]
    [InlineData("白金的呢", "platinum")]
    [InlineData("白金呢？", "platinum")]
    [InlineData("金的呢", "gold")]
    [InlineData("如果是普通卡呢", "classic")]
    [InlineData("那香港呢", "hk")]
    [InlineData("and in Hong Kong?", "hk")]
    public void Of_NothingButAName_IsThatValue(string text, string value)
    {
        var fragment = Fragment.Of(text, Names)!;

        fragment.Meant!.Value.Value.ShouldBe(value);
        fragment.Aspect.ShouldBeNull();
        fragment.Topic.ShouldBeNull();
    }

    [Theory]
    [InlineData("how long does it take?", "duration")]
    [InlineData("要多久", "duration")]
    [InlineData("多久能到账？", "duration")]
    [InlineData("is it free?", "cost")]
    [InlineData("does it cost anything", "cost")]
    [InlineData("要收费吗", "cost")]
    [InlineData("when?", "moment")]
    [InlineData("什么时候扣", "moment")]
    [InlineData("where do I find it", "place")]
    [InlineData("在哪办", "place")]
    [InlineData("what are the requirements", "condition")]
    [InlineData("需要什么条件", "condition")]
    [InlineData("can I do it online", "place")]
    [InlineData("why?", "reason")]
    [InlineData("为什么", "reason")]
    [InlineData("how?", "manner")]
    [InlineData("and how do I do that?", "manner")]
    [InlineData("那怎么办理呢", "manner")]
    public void Of_AQuestionWithoutATopic_IsAnAspect(string text, string aspect)
    {
        var fragment = Fragment.Of(text, Names)!;

        fragment.Aspect!.Name.ShouldBe(aspect);
        fragment.Meant.ShouldBeNull();
    }

    [Theory]
    [InlineData("and abroad?", "abroad")]
    [InlineData("what about supplementary cards", "supplementary cards")]
    [InlineData("国外呢", "国外")]
    [InlineData("那附属卡呢？", "附属卡")]
    public void Of_AWordBehindAnd_IsATopic(string text, string topic) => Fragment.Of(text, Names)!.Topic.ShouldBe(topic);

    [Theory]
    [InlineData("how do I cancel it?", "cancel")]
    [InlineData("can I change that", "change")]
    [InlineData("怎么查", "查")]
    [InlineData("能退吗？", "退")]
    public void Of_AVerbWithoutItsObject_IsATopic(string text, string topic)
    {
        var fragment = Fragment.Of(text, Names)!;

        fragment.Topic.ShouldBe(topic);
        fragment.IsVerb.ShouldBeTrue();
    }

    [Theory]
    [InlineData("国外取现手续费多少", "国内", "国内取现手续费多少")]
    [InlineData("can i pay at home", "abroad", "can i pay abroad")]
    [InlineData("can i pay", "abroad", null)]
    [InlineData("国外取现手续费多少", "境外", null)]
    public void Swapped_HomeAndAbroad_TakeEachOthersPlace(string earlier, string topic, string? asked) => HomeAndAbroad.Swapped(earlier, topic).ShouldBe(asked);

    [Theory]
    [InlineData("how do I report a stolen card")]
    [InlineData("what is the annual fee of the gold card")]
    [InlineData("gold or platinum?")]
    [InlineData("is the gold card free")]
    [InlineData("how long does a refund take")]
    [InlineData("and how do I cancel my card?")]
    [InlineData("what about how to pay my bill")]
    [InlineData("那怎么还款呢")]
    [InlineData("金卡怎么激活")]
    [InlineData("现金的利息怎么算")]
    [InlineData("为什么扣我年费")]
    [InlineData("要多久才能收到新卡")]
    [InlineData("我的卡丢了呢")]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("？？")]
    public void Of_AWholeQuestion_IsNoFragment(string text) => Fragment.Of(text, Names).ShouldBeNull();

    [Fact]
    public void Of_LongText_IsNoFragment() => Fragment.Of("and for the gold card " + new string(' ', 10) + string.Concat(Enumerable.Repeat("and for the gold card ", 9000)), Names).ShouldBeNull();

    [Theory]
    [InlineData("and ")]
    [InlineData("how much is ")]
    [InlineData("那么")]
    [InlineData("what the any ")]
    [InlineData("gold and ")]
    public void Of_WordsRepeated_IsReadInBoundedTime(string words) => Should.NotThrow(() => Fragment.Of(string.Concat(Enumerable.Repeat(words, 1 + (50 / words.Length))) + "x", Names));

    [Fact]
    public void All_AspectsOfAnyFragment_AreNotAskedByOrdinaryQuestions()
    {
        string[] questions = ["how much is the annual fee", "年费多少", "how do I pay", "怎么还款", "my card was declined", "where is my card"];

        foreach (var aspect in Aspect.All) questions.ShouldAllBe(question => !aspect.Asks.IsMatch(question), aspect.Name);
    }

    [Theory]
    [InlineData("how much is the platinum annual fee?", "gold", "how much is the gold annual fee?")]
    [InlineData("白金卡年费多少", "gold", "金卡年费多少")]
    [InlineData("白金年费", "gold", "金卡年费")]
    [InlineData("我的gold card年费", "platinum", "我的platinum card年费")]
    [InlineData("年费多少", "gold", "金卡年费多少")]
    [InlineData("how much is the fee?", "gold", "how much is the fee gold")]
    public void Replaced_ByAnotherProduct_AsksTheSameOfIt(string before, string value, string after) =>
        Names.Replaced(before, new NamedValue("product", value, 0, 0)).ShouldBe(after);

    [Fact]
    public void In_NameInsideALongerWord_IsNotNamed()
    {
        Names.In("a golden rule of 白金卡").Select(named => named.Value).ShouldBe(["platinum"]);
        Names.Single("gold or platinum in hk").ShouldBe(new Dictionary<string, string> { ["region"] = "hk" });
    }
}
