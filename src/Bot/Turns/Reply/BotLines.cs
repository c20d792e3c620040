namespace Cardline.Bot.Turns.Reply;

/// <summary>The few lines the bot says of its own accord.</summary>
internal enum BotLine
{
    /// <summary>At the start.</summary>
    Greeting,

    /// <summary>Several articles are close.</summary>
    Choose,

    /// <summary>One article is close, but not close enough to be served unasked.</summary>
    ChooseOne,

    /// <summary>Several things were offered and a mere yes came.</summary>
    WhichOne,

    /// <summary>One of two questions was answered; which article the other means is asked.</summary>
    OtherQuestion,

    /// <summary>Everything in the article has been shown; what people ask next is.</summary>
    AllTold,

    /// <summary>Everything has been shown, and nothing follows.</summary>
    AllToldEnd,

    /// <summary>Before an article that is for every product, after one product was asked about.</summary>
    SameForAll,

    /// <summary>Nothing approved fits.</summary>
    Unknown,

    /// <summary>Something went wrong on our side.</summary>
    Failed,

    /// <summary>Said while waiting in line.</summary>
    Noted,

    /// <summary>A second urgent matter was noticed while waiting in line.</summary>
    NotedUrgent,

    /// <summary>Courtesy while waiting in line.</summary>
    StillWaiting,

    /// <summary>Answer to hello.</summary>
    Hello,

    /// <summary>Answer to thanks or goodbye.</summary>
    Welcome,

    /// <summary>Answer to "all right" or to no.</summary>
    Acknowledged,

    /// <summary>Answer to whether this is a person or a program.</summary>
    Program,

    /// <summary>Answer to a message without words.</summary>
    Wordless,

    /// <summary>After a message that held only a number that was masked.</summary>
    OnlyMasked,

    /// <summary>Label of the chip that shows the rest of an article.</summary>
    MoreChip,

    /// <summary>Label of the chip that asks for a person.</summary>
    PersonChip,

    /// <summary>Label of the chip that refuses the person who is offered.</summary>
    DeclineChip,

    /// <summary>After the press that says an answer did not help, when a person was offered already.</summary>
    NotHelpful,

    /// <summary>Shown while an answer is put together, before its first sentence.</summary>
    Composing,

    /// <summary>Label of an answer that a model put together; the names of the documents follow.</summary>
    Composed,

    /// <summary>In place of an answer that was being shown when the conversation was passed on.</summary>
    BrokenOff,

    /// <summary>Name under which the bot speaks.</summary>
    BotName,
}

/// <summary>
/// The bot's own lines. They stand in code and not with the articles because they must be there when the articles are not:
/// every failure ends in one of them and the offer of a person.
/// </summary>
internal static class BotLines
{
    private static readonly Dictionary<BotLine, (string English, string Chinese)> Lines = new()
    {
        [BotLine.Greeting] = (
            "Hello, I am the bank's card assistant, a program. Ask me about your card in your own words. A person is always one press away. Please never send a full card number, a password or a code.",
            "您好，我是银行的卡片助手（自动程序）。关于信用卡的问题，请用自己的话问我；随时可以一键转人工。请不要发送完整卡号、密码或验证码。"),
        [BotLine.Choose] = ("I want to be sure I understand you. Which of these do you mean?", "我想确认一下您的意思，您问的是哪一个？"),
        [BotLine.ChooseOne] = ("I want to be sure I understand you. Is this what you mean?", "我想确认一下您的意思，您问的是这个吗？"),
        [BotLine.WhichOne] = ("Which one would you like to know about?", "您想了解哪一个？"),
        [BotLine.OtherQuestion] = ("And your other question: which of these do you mean?", "您的另一个问题，问的是哪一个？"),
        [BotLine.AllTold] = ("That is everything I have on this. Would you like to know one of these?", "关于这一点，能告诉您的都在上面了。您还想了解下面哪一个？"),
        [BotLine.AllToldEnd] = ("That is everything I have on this. You can ask in other words, or talk to a person.", "关于这一点，能告诉您的都在上面了。您可以换个说法再问，也可以找人工。"),
        [BotLine.SameForAll] = ("This applies to every card:", "这一条适用于各种卡："),
        [BotLine.Unknown] = (
            "I do not have an approved answer to that, and I will not guess. I can bring in a person, or you can put it in other words.",
            "这个问题我没有经过核准的答案，不能随便回答。可以为您转人工，您也可以换个说法再问一次。"),
        [BotLine.Failed] = (
            "I am sorry, something went wrong on our side and I could not answer that. Your message is kept. You can ask again, or I can bring in a person.",
            "很抱歉，我们这边出了问题，没能回答您。您的消息已经保留。您可以再问一次，也可以转人工。"),
        [BotLine.Noted] = ("I have kept this for the colleague who will help you. You keep your place in line.", "这条我已经记下，接待您的同事会看到。您的排队位置不变。"),
        [BotLine.NotedUrgent] = ("I have marked this as urgent for the colleague who will help you. You keep your place or move ahead.", "我已经标为紧急，接待您的同事会看到。您的位置不会后退。"),
        [BotLine.StillWaiting] = ("You are still in line and keep your place.", "您仍在排队，位置不变。"),
        [BotLine.Hello] = ("Hello. What would you like to know about your card?", "您好。关于您的信用卡，请问有什么需要？"),
        [BotLine.Welcome] = ("You are welcome. You can write here again at any time.", "不客气。有需要时，随时可以在这里问我。"),
        [BotLine.Acknowledged] = ("All right. If there is anything else about your card, write it here.", "好的。关于信用卡还有别的问题，可以接着问我。"),
        [BotLine.Program] = ("I am a program, not a person. I answer from the bank's approved articles, and I can bring in a person at any time.", "我是自动程序，不是真人。我按银行核准的内容回答，随时可以为您转人工。"),
        [BotLine.Wordless] = (
            "Please write in a few words what you would like to know about your card. I can also bring in a person.",
            "请用几个字告诉我，您想了解信用卡的什么问题。也可以为您转人工。"),
        [BotLine.OnlyMasked] = (
            "I have hidden that number to keep you safe. I do not need it. What would you like to know about your card?",
            "为了您的安全，这个号码我已经隐藏，办理咨询也用不到它。关于信用卡，请问您想了解什么？"),
        [BotLine.MoreChip] = ("More details", "查看详细说明"),
        [BotLine.PersonChip] = ("Talk to a person", "找人工"),
        [BotLine.DeclineChip] = ("No, thanks", "不用了，谢谢"),
        [BotLine.NotHelpful] = ("That answer did not help. You can ask in other words, or talk to a person.", "这个回答没有帮到您。您可以换个说法再问，也可以找人工。"),
        [BotLine.Composing] = ("One moment, I am putting the answer together.", "请稍等，正在为您整理回答。"),
        [BotLine.Composed] = ("Put together by a program from:", "由程序根据以下文章整理："),
        [BotLine.BrokenOff] = ("I stopped this answer, because the conversation was passed on.", "对话已转交，这条回答到此为止。"),
        [BotLine.BotName] = ("Card assistant", "卡片助手"),
    };

    /// <summary>Gets a line.</summary>
    public static string Get(BotLine line, string lang) => lang == Languages.Chinese ? Lines[line].Chinese : Lines[line].English;
}
