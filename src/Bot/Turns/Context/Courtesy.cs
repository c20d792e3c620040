using System.Text.RegularExpressions;

namespace Cardline.Bot.Turns.Context;

/// <summary>What a message is that asks nothing. The set is closed; a new one is recognised in <see cref="Courtesies"/> and gets its line in the Reply stage.</summary>
internal enum Courtesy
{
    /// <summary>It asks something; the articles are searched.</summary>
    None,

    /// <summary>Hello, or "is anybody there".</summary>
    Hello,

    /// <summary>Thanks or goodbye.</summary>
    Thanks,

    /// <summary>All right, or no to an offer.</summary>
    Acknowledged,

    /// <summary>Whether a person or a program is speaking. The honest answer is never left to a search.</summary>
    WhoAreYou,

    /// <summary>Nothing but a number that was masked.</summary>
    OnlyMasked,

    /// <summary>The press that says the answer did not help.</summary>
    NotHelpful,

    /// <summary>No words at all: a question mark, a picture sign.</summary>
    Wordless,
}

/// <summary>
/// Recognises messages that ask nothing. Only a message that is nothing else counts, so that no question is ever taken for a
/// pleasantry; and Safety has looked at it before.
/// </summary>
internal static partial class Courtesies
{
    /// <summary>A longer message says more than a courtesy.</summary>
    private const int CharsMax = FollowWords.CharsMax;

    /// <summary>Recognises what the waiting messages are together: the last that is not wordless decides.</summary>
    public static Courtesy Of(IReadOnlyList<SaidEntry> waiting)
    {
        var last = Courtesy.Wordless;
        foreach (var message in waiting)
        {
            var kind = message.Masked && Of(Stars().Replace(message.Text, " ")) == Courtesy.Wordless ? Courtesy.OnlyMasked : Of(message.Text);
            if (kind == Courtesy.None)
            {
                return Courtesy.None;
            }

            last = kind == Courtesy.Wordless ? last : kind;
        }

        return last;
    }

    /// <summary>Recognises what a press asks: nothing, when it refuses the person who was offered or says that the answer did not help.</summary>
    public static Courtesy OfPress(SaidEntry message) => (message.Value("action"), message.Value("helpful")) switch
    {
        ("decline", _) => Courtesy.Acknowledged,
        ("helpful", "no") => Courtesy.NotHelpful,
        _ => Courtesy.None,
    };

    /// <summary>Whether a message refuses what was offered right before. A mere "all right" does not.</summary>
    public static bool Refuses(SaidEntry message) => message.Value("action") == "decline"
        || (Of(message.Text) == Courtesy.Acknowledged && FollowWords.Parted(message.Text, lower: false) is var words && (Refusal().IsMatch(words) || NotNow().IsMatch(words)));

    /// <summary>Recognises one message.</summary>
    public static Courtesy Of(string text)
    {
        if (text.Length > CharsMax)
        {
            return Courtesy.None;
        }

        var words = FollowWords.Parted(text, lower: false);
        return words.Length == 0 ? (ThumbsUp().IsMatch(text) ? Courtesy.Thanks : Courtesy.Wordless)
            : WhoAreYou().IsMatch(words) ? Courtesy.WhoAreYou
            : Hello().IsMatch(words) ? Courtesy.Hello
            : Refusal().Match(words) is { Success: true } no && (no.Length == words.Length || Of(words[no.Length..]) != Courtesy.None) ? Courtesy.Acknowledged
            : Thanks().IsMatch(words) ? Courtesy.Thanks
            : Acknowledged().IsMatch(words) ? Courtesy.Acknowledged
            : Courtesy.None;
    }

    /// <summary>What masking leaves of a secret.</summary>
    [GeneratedRegex(@"\*+[0-9]{0,4}", RegexOptions.None, 1000)]
    private static partial Regex Stars();

    [GeneratedRegex(
        @"^(?:(?:hi|hello|hey|so|wait|你好|请问|那|诶) )?(?:(?:are you|is this|am i (?:talking|speaking|chatting) (?:to|with)) (?:an? |the )?(?:real |live |actual )?(?:robot|bot|chatbot|machine|program|computer|ai|human|person|human being)(?: or (?:an? )?(?:real )?(?:robot|bot|machine|human|person|ai))?|who are you|(?:你|您|这)是(?:不是)?(?:个|真的?)?(?:机器人|机器|真人|人工|活人|ai|人)(?:客服)?(?:还是(?:机器人|真人|人工|ai|人))?(?:吗|嘛|么|吧)?|你是谁)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WhoAreYou();

    [GeneratedRegex(@"👍|🙏|👌|❤|😊|🙂|😀|😄|🌹", RegexOptions.None, 1000)]
    private static partial Regex ThumbsUp();

    [GeneratedRegex(
        @"^(?:(?:hello|hi|hey|hiya|there|good (?:morning|afternoon|evening|day)|greetings|anybody there|anyone there|are you there|你好|您好|嗨|哈喽|哈啰|早上好|上午好|下午好|晚上好|早|在吗|在嘛|在么|在不在|有人在吗|请问|呀|啊|哦) *)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hello();

    [GeneratedRegex(
        @"^(?:(?:ok|okay|great|perfect|super|good|wonderful|that(?:'|’)?s all|that is all|that helps|that helped|very helpful|thank you|thanks|thankyou|thx|ty|cheers|bye|goodbye|bye bye|have a (?:nice|good) day|very much|so much|a lot|for (?:your|the) help|好的|好|嗯|嗯嗯|没有了|没了|非常|十分|太|多谢|谢谢|谢了|谢谢你|谢谢您|感谢|感谢您|谢|您|你|了|啦|哈|再见|拜拜|辛苦|謝謝|謝謝您|多謝|再見|感謝) *)*(?:that(?:'|’)?s all|that is all|that helps|that helped|very helpful|thank you|thanks|thankyou|thx|ty|cheers|bye|goodbye|have a (?:nice|good) day|so much|very much|a lot|for (?:your|the) help|多谢|谢谢|谢谢你|谢谢您|谢了|谢|感谢|感谢您|再见|拜拜|辛苦了|您|你|了|啦|哈|謝謝|謝謝您|多謝|再見|感謝)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Thanks();

    /// <summary>No to something, before which thanks mean no thanks.</summary>
    [GeneratedRegex(@"^(?:(?:no|nope|nah)\b|不用了?|不需要了?|不必了?|不了|不要了?|先不用|暂时不用|不是的?|否|不)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"^(?:not now|never ?mind|not necessary|算了|没关系|没事)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotNow();

    [GeneratedRegex(
        @"^(?:(?:ok|okay|all right|alright|fine|i see|got it|understood|not now|need|never ?mind|not necessary|it(?:'|’)s fine|good|right|exactly|correct|yes|对|对的|没错|好|好的|好吧|行|嗯|嗯嗯|哦|噢|知道了|明白了|明白|懂了|了解|收到|算了|没事了?|没关系|吧) *)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Acknowledged();
}
