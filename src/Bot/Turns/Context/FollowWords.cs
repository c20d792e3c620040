using System.Text.RegularExpressions;

namespace Cardline.Bot.Turns.Context;

/// <summary>How people say what they want of what was just said. Each pattern is a whole message, English and Chinese side by side.</summary>
internal static partial class FollowWords
{
    /// <summary>A longer message says something of its own.</summary>
    public const int CharsMax = 60;

    /// <summary>Lower case, letters and digits and the apostrophe inside a word; what the patterns are written for.</summary>
    public static string Plain(string text) => text.Length > CharsMax ? string.Empty : Parted(text, lower: true);

    /// <summary>The words of a short text with one blank between them, and everything that is neither letter nor digit nor apostrophe left out.</summary>
    /// <param name="text">The text, at most <see cref="CharsMax"/> characters.</param>
    /// <param name="lower">Whether letters are made small and apostrophes straight.</param>
    public static string Parted(string text, bool lower)
    {
        Span<char> words = stackalloc char[CharsMax];
        var count = 0;
        var parted = false;
        foreach (var each in text)
        {
            var c = !lower ? each : each == '’' ? '\'' : char.ToLowerInvariant(each);
            if (!char.IsLetter(c) && !char.IsDigit(c) && c is not '\'' and not '’')
            {
                parted = count > 0;
                continue;
            }

            if (parted)
            {
                (words[count++], parted) = (' ', false);
            }

            words[count++] = c;
        }

        return new string(words[..count]);
    }

    /// <summary>"More."</summary>
    [GeneratedRegex(
        @"^(?:(?:ok|okay|and|yes|please|can you|could you|tell me|give me|show me|some|i want|is there) ?)*(?:more|(?:more )?details?|and then|then what|go on|continue|keep going|what else|anything else|the rest|read on|elaborate|more information|in more detail)(?: (?:please|about (?:that|this|it)|on (?:that|this|it)|details?))*$|^(?:好的?|那|请|麻烦|再|能不能|可以|能|给我|我想|看|想看|想知道|说|讲)*(?:更多(?:内容|信息)?|继续说?|然后呢?|接下来呢?|详细(?:点|一点|些|一些|说明|说说|信息|介绍|讲讲|内容)?|还有吗|还有呢|还有什么|还有没有|具体(?:点|一点|说说|讲讲|呢)|展开(?:说说|讲讲)?|再说说|往下说|多说(?:点|一点|些)|剩下的)(?:说|讲|的|吗|呢|吧|啊)*$",
        RegexOptions.CultureInvariant, 1000)]
    public static partial Regex More();

    /// <summary>"Say that again."</summary>
    [GeneratedRegex(
        @"^(?:(?:sorry|please|can you|could you|would you|ok) ?)*(?:(?:say|tell me) (?:that|it|this) (?:once more|again)|repeat(?: (?:that|it|this))?|once (?:more|again)|one more time|come again|pardon(?: me)?|again)(?: please)?$|^(?:请|麻烦|能不能|可以|能|你)*(?:再(?:说|讲|发|来|回答)(?:一遍|一次|一下)|重复(?:一下|一遍|一次)|没听清楚?|没看清楚?)(?:吗|吧|好吗)?$",
        RegexOptions.CultureInvariant, 1000)]
    public static partial Regex Again();

    /// <summary>"I don't understand."</summary>
    [GeneratedRegex(
        @"^(?:(?:sorry|but|hm+|no|please|can you|could you) ?)*(?:i (?:still )?(?:do not|don't|dont|did not|didn't) (?:really |quite )?(?:understand|get it|get that|get this|follow)(?: (?:that|this|it|you))?|i'?m (?:still )?(?:confused|lost)|(?:make (?:it|that) )?simpler|(?:say|explain|put) (?:it|that|this) (?:more simply|simpler|in simpler words|simply|differently|again simply)|in (?:simple|simpler|plain) (?:english|words)|(?:that's |it's )?too complicated|what do you mean(?: by that)?|what does (?:that|this|it) mean|huh)(?: please)?$|^(?:对不起|抱歉|我|还是|有点|真|真的|也|你说的|这个|能不能|请|可以|能)*(?:听不懂|看不懂|没听懂|没看懂|不懂|不明白|没明白|没懂|不太懂|不太明白|搞不懂|不理解|(?:说|讲|解释)?得?再?(?:简单|通俗)(?:点|一点|些)?(?:说|讲|解释)?|什么意思|啥意思|太复杂)(?:你?说的)?(?:了|啊|呢|吗)*$",
        RegexOptions.CultureInvariant, 1000)]
    public static partial Regex NotUnderstood();

    /// <summary>Something that the last answer just said.</summary>
    [GeneratedRegex(
        @"^(?:(?:sorry|and|so|wait|ok) ?)*(?:how (?:much|long|many)(?: days| times)? (?:was (?:it|that)|is (?:it|that) again|did you say)(?: again)?|what was (?:it|that|the (?:amount|fee|number|answer|price|limit|rate))(?: again)?|(?:is|was) (?:that|it|this) (?:per|an?|each|every|for (?:one|an?|each|every)) (?:year|month|card|day|week|time|transaction|withdrawal|purchase)|(?:per|each|every|once a) (?:year|month|card|day|week)|(?:is (?:that|it) )?(?:yearly|annually|monthly|daily))(?: again)?$|^(?:刚才|刚刚|你|您|说的?|是|那)*(?:多少钱?|几天|多久|几次|多长时间)来着$|^(?:这|那|这个|那个|是|就是)*(?:每|一)(?:年|个?月|天|周|次|笔|张卡?)(?:的|都|要|收|交|付|扣|一次|这么多)*(?:吗|是吗|吧|么|对吗)$",
        RegexOptions.CultureInvariant, 1000)]
    public static partial Regex LastFact();

    /// <summary>Yes that means: do it.</summary>
    [GeneratedRegex(
        @"^(?:yes|yeah|yep|yup|sure|please do|go ahead|of course|that one|that's (?:it|right|the one)|(?:yes|ok|okay|sure|all right) please)(?: (?:yes|please|that one|thanks|thank you|exactly|it is|go ahead))*$|^(?:是的?|要的?|需要|可以|行啊|好啊|好的?请说|请说|就是(?:这个|它)|是这个|嗯是的?)(?:请|谢谢|的|啊|吧|就是这个)*$",
        RegexOptions.CultureInvariant, 1000)]
    public static partial Regex Yes();

    /// <summary>All right: yes to a question, and a mere courtesy otherwise.</summary>
    [GeneratedRegex(@"^(?:ok|okay|alright|all right|fine|good|exactly|correct|right|that's right|对|对的|对对|没错|好|好的|好吧|好呀|行|行吧|嗯|嗯嗯|嗯好)$", RegexOptions.CultureInvariant, 1000)]
    public static partial Regex AllRight();
}
