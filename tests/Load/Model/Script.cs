namespace Cardline.Load.Model;

/// <summary>What one cardholder says: what comes before, which is not measured, and the message that is.</summary>
/// <param name="Lang"><c>en</c> or <c>zh-Hans</c>.</param>
/// <param name="Before">Said and answered first; null for nothing.</param>
/// <param name="Asked">Measured.</param>
internal sealed record Script(string Lang, string? Before, string Asked)
{
    private const string English = "en";
    private const string Chinese = "zh-Hans";

    private static readonly Script[] Plain =
    [
        new(English, null, "How do I activate my card?"),
        new(Chinese, null, "怎么激活卡"),
        new(English, null, "How can I pay my bill?"),
        new(Chinese, null, "怎么还款"),
    ];

    // Long enough to tell a mood.
    private static readonly Script[] Longer = [Plain[0], new(Chinese, null, "我的新卡寄到了，怎么激活？"), Plain[2], new(Chinese, null, "我想还信用卡的钱，怎么还款？")];

    // A fragment that neither the articles nor our rules know, behind a question that they do.
    private static readonly Script[] FollowUps = [new(English, "How do I activate my card?", "so what about that then"), new(Chinese, "怎么激活卡", "那这个是怎么一回事呢")];

    // Words that lead to several titles.
    private static readonly Script[] Doubtful = [new(English, null, "points"), new(English, null, "PIN")];

    private static readonly Script[] Person = [new(English, "How do I activate my card?", "I want to talk to a person"), new(Chinese, "怎么激活卡", "我要找人工")];

    /// <summary>Gets turns in which this use is asked.</summary>
    public static IReadOnlyList<Script> For(AskedUse use) => use switch
    {
        AskedUse.Rewrite => FollowUps,
        AskedUse.Choose => Doubtful,
        AskedUse.Compose => Plain,
        AskedUse.SecondOpinion => Longer,
        AskedUse.Summary => Person,
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "A new use needs turns here."),
    };

    /// <summary>Gets turns of all kinds; half of them are questions that an article answers.</summary>
    public static IReadOnlyList<Script> Mixed { get; } = [Plain[0], Longer[1], FollowUps[0], Plain[2], Doubtful[0], Longer[3], FollowUps[1], Person[0]];
}
