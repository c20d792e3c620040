using System.Text.RegularExpressions;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Context;

namespace Cardline.Bot.Tests.Turns;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData("我的 card 被 declined 了", Languages.Chinese)]
    [InlineData("what does 年费 mean", Languages.English)]
    [InlineData("查一下 Platinum annual fee", Languages.Chinese)]
    [InlineData("怎么redeem积分", Languages.Chinese)]
    [InlineData("How much is the 年费 of my 白金卡", Languages.English)]
    [InlineData("年费 gold card", Languages.Chinese)]
    [InlineData("my card 被吞了怎么办", Languages.Chinese)]
    [InlineData("請問 how to pay 信用卡", Languages.Chinese)]
    [InlineData("zrg", Languages.Chinese)]
    [InlineData("ZRG ZRG!", Languages.Chinese)]
    [InlineData("rengong fuwu", Languages.Chinese)]
    [InlineData("ni hao", Languages.Chinese)]
    [InlineData("kefu please", Languages.English)]
    [InlineData("ok", null)]
    [InlineData("OK!", null)]
    [InlineData("gold?", null)]
    [InlineData("2000", null)]
    [InlineData("？", null)]
    [InlineData("how do I pay", Languages.English)]
    public void OfWords_Mixed_IsTheLanguageThatCarriesTheSentence(string text, string? lang) => Languages.OfWords(text).ShouldBe(lang);

    [Theory]
    [InlineData("in English please", Languages.English)]
    [InlineData("English?", Languages.English)]
    [InlineData("can you say that in English", Languages.English)]
    [InlineData("英文", Languages.English)]
    [InlineData("请说英语", Languages.English)]
    [InlineData("用英文再说一遍", Languages.English)]
    [InlineData("in Chinese please", Languages.Chinese)]
    [InlineData("用中文说", Languages.Chinese)]
    [InlineData("说中文", Languages.Chinese)]
    [InlineData("可以说中文吗？", Languages.Chinese)]
    public void Of_NothingButTheWish_IsThatLanguage(string text, string lang) => LanguageRequest.Of(text).ShouldBe(lang);

    [Theory]
    [InlineData("is there an English statement")]
    [InlineData("英文账单怎么开")]
    [InlineData("my English name is wrong on the card")]
    [InlineData("can I pay in Chinese yuan")]
    [InlineData("how do I change my PIN")]
    [InlineData("")]
    public void In_AQuestionAboutALanguage_IsNoWish(string text) => LanguageRequest.In(text).ShouldBeNull();

    [Theory]
    [InlineData("Sorry, in English please: how do I change my PIN?", Languages.English, "how do I change my PIN?")]
    [InlineData("请用英文回答：怎么改密码", Languages.English, "怎么改密码")]
    public void In_AWishBesideAQuestion_IsFoundAndTakenOut(string text, string lang, string rest)
    {
        LanguageRequest.In(text).ShouldBe(lang);
        LanguageRequest.Without(text).ShouldEndWith(rest);
        LanguageRequest.Without(text).ShouldNotContain("English");
    }

    [Theory]
    [InlineData("in ")]
    [InlineData("say it ")]
    [InlineData("再说一遍的")]
    [InlineData("how do i and the my ")]
    [InlineData("what is the, and the ")]
    [InlineData("i want ")]
    [InlineData("zhuanrengong")]
    [InlineData("zhuan rengong ")]
    public void Words_RepeatedWithoutEnd_AreReadInBoundedTime(string words)
    {
        var text = string.Concat(Enumerable.Repeat(words, 4000 / words.Length)) + "!x";

        // A pattern that ran away would end in the time limit of its own, which is an exception.
        Should.NotThrow(() => (LanguageRequest.In(text), LanguageRequest.Without(text), Languages.OfWords(text), Asking.Questions(text, 3), Asking.Questions(text[..190], 3)));
        foreach (var pattern in (Regex[])[FollowWords.More(), FollowWords.Again(), FollowWords.NotUnderstood(), FollowWords.LastFact(), FollowWords.Yes()])
        {
            Should.NotThrow(() => pattern.IsMatch(text[..FollowWords.CharsMax]));
        }
    }
}
