namespace Cardline.EndToEnd.Tests.Story;

/// <summary>What the two people say and what stands on their pages, in one language.</summary>
internal sealed record StoryWords
{
    public required string Lang { get; init; }

    public required string Locale { get; init; }

    public required string Launcher { get; init; }

    public required string Input { get; init; }

    public required string Question { get; init; }

    public required string SourcesTitle { get; init; }

    public required string Alarm { get; init; }

    public required string Waiting { get; init; }

    public required string FirstInLine { get; init; }

    public required string DeskName { get; init; }

    public required string DeskPassword { get; init; }

    public required string SignIn { get; init; }

    public required string Fraud { get; init; }

    public required string Claim { get; init; }

    public required string Reply { get; init; }

    public required string AgentSays { get; init; }

    public required string Close { get; init; }

    public required string Yes { get; init; }

    public required string Needed { get; init; }

    public required string Report { get; init; }

    public required string VeryWell { get; init; }

    public required string SendRating { get; init; }

    public static StoryWords Of(string lang) => lang == "en" ? English : Chinese;

    private static readonly StoryWords English = new()
    {
        Lang = "en",
        Locale = "en-GB",
        Launcher = "Chat with us",
        Input = "Your message",
        Question = "How much is the Platinum annual fee?",
        SourcesTitle = "Where this comes from",
        Alarm = "There is a payment on my card that I did not make, I am scared",
        Waiting = "Waiting for a colleague",
        FirstInLine = "You are number 1 in the line.",
        DeskName = "Name",
        DeskPassword = "Password",
        SignIn = "Sign in",
        Fraud = "Fraud",
        Claim = "Take this case",
        Reply = "Your answer",
        AgentSays = "Hello, I am Lin. I have read everything; your card is blocked now.",
        Close = "Close",
        Yes = "Yes",
        Needed = "Needed",
        Report = "Handoff report",
        VeryWell = "Very well",
        SendRating = "Send rating",
    };

    private static readonly StoryWords Chinese = new()
    {
        Lang = "zh-Hans",
        Locale = "zh-CN",
        Launcher = "在线咨询",
        Input = "您的消息",
        Question = "白金卡年费多少",
        SourcesTitle = "内容出处",
        Alarm = "我的卡被盗刷了,急死了",
        Waiting = "正在等待人工客服",
        FirstInLine = "您排在第 1 位。",
        DeskName = "姓名",
        DeskPassword = "密码",
        SignIn = "登录",
        Fraud = "欺诈",
        Claim = "接入此个案",
        Reply = "您的回复",
        AgentSays = "您好,我是林。上文我都看过了,您的卡已经锁定。",
        Close = "结束个案",
        Yes = "确定",
        Needed = "有必要",
        Report = "转人工报表",
        VeryWell = "很满意",
        SendRating = "提交评价",
    };
}
