using System.Text.RegularExpressions;

namespace Cardline.Bot.Turns.Summary;

/// <summary>Why a summary is not shown. A closed set.</summary>
internal enum SummaryFault
{
    /// <summary>No lines, too many, or too long.</summary>
    Length,

    /// <summary>Markup, or signs that cannot be seen.</summary>
    Markup,

    /// <summary>An address of a page or a mail.</summary>
    Address,

    /// <summary>A number that stands nowhere in the conversation.</summary>
    Number,

    /// <summary>Words that tell the agent what to do. An attacker's text speaks to the agent that way; a summary tells what was said.</summary>
    Order,

    /// <summary>Another language than the desk's.</summary>
    Language,

    /// <summary>It speaks for somebody or to somebody, where a summary tells of the cardholder.</summary>
    Voice,

    /// <summary>It says of itself that something is decided, done or not needed, or what somebody is like; only the cardholder may say so in it.</summary>
    Verdict,
}

/// <summary>
/// Checks what a model made of a conversation before an agent reads it: a few plain lines that say nothing but what was said. One fault
/// refuses all of it: the agent has the conversation, and half a summary would be trusted like a whole one.
/// </summary>
internal static partial class SummaryCheck
{
    /// <summary>Most lines.</summary>
    public const int LinesMax = 6;

    /// <summary>Most characters in all.</summary>
    public const int CharsMax = 900;

    /// <summary>Checks it.</summary>
    /// <param name="reply">What the model wrote.</param>
    /// <param name="said">Everything that was said in the conversation, and our own words about it that the model was shown.</param>
    /// <param name="lang">The desk's language; null for that of the lines.</param>
    /// <returns>The lines as they may be shown, without marks of a list, or why they may not.</returns>
    public static (string Text, SummaryFault? Fault) Of(string reply, IReadOnlyList<string> said, string? lang = null)
    {
        List<string> lines = reply.Length > CharsMax
            ? []
            : [.. reply.Split('\n').Select(line => Mark().Replace(line.Trim(), string.Empty)).Where(line => line.Length > 0)];
        var text = string.Join('\n', lines);
        return lines.Count is 0 or > LinesMax ? (text, SummaryFault.Length)
            : lines.Exists(line => Markup().IsMatch(Masked().Replace(line, string.Empty))) ? (text, SummaryFault.Markup)
            : Address().IsMatch(text) ? (text, SummaryFault.Address)
            : lines.Exists(line => Orders().IsMatch(line)) ? (text, SummaryFault.Order)
            : !SaidNumbers.In(said).HasAllOf(text) ? (text, SummaryFault.Number)
            : (text, SummaryVoice.FaultOf(lines, said, lang));
    }

    /// <summary>What numbers or marks an item of a list; models write lists unasked.</summary>
    [GeneratedRegex(@"^(?:[-–•·*](?:\s+|$)|[1-9](?:[.)]\s+|、))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Mark();

    /// <summary>What masking leaves of a number, as it stands in the conversation.</summary>
    [GeneratedRegex(@"\*{3,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Masked();

    [GeneratedRegex(@"[<>`*_#|\\{}\[\]~]|[\p{C}\u2028\u2029]|&#?\w+;", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"\bhttps?\b|\bwww\.|://|\w@\w|\bmailto\b|\b[a-z0-9-]+\.(?:com|cn|net|org|io|info|biz|co|me|cc|top|xyz|app|dev|link|site|online|shop|hk|tw|mo|sg|uk|eu|de|ru|example|test|invalid)\b|\w\.\w+/\w",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();

    /// <summary>A line that begins as an order does, words to somebody ("you must", 请您), and what is said about the summary itself.</summary>
    [GeneratedRegex(
        @"^(?:[^\p{L}]*(?:(?:the )?(?:agent|colleague|staff|desk|bank|system|assistant|note|important|urgent|warning|action|next step|todo|open|tried|wanted|result|status)s?\s*[:：,，]\s*)?)(?:do not|don['’]?t|never|always|immediately|now|first|then|just|kindly|close|refund|approve|grant|transfer|send|pay|credit|waive|call|tell|give|ask|offer|ignore|disregard|forget|skip|click|open|visit|reset|unblock|block|verify|confirm|make sure|ensure|remember|treat|mark|escalate|return|reply|respond|contact|check|release|cancel|increase|raise|lift|issue|process|accept|allow|let|provide|follow|use|go|see|read|run|execute|enter|share|disclose|apologi[sz]e)\b(?!\s*(?:[:：]|(?:card|fee|date|was|is|has)\b))|\b(?:you|agents?|colleagues?|staff|the desk|the bank)\s+(?:must|should|shall|need to|needs to|have to|has to|ought to|can now|may now|are to|is to|are (?:authori[sz]ed|instructed|required|allowed))\b|\bplease\b|\b(?:previous|prior|above|earlier|all|these|your) (?:instructions?|rules|prompts?)\b|\bsystem prompt\b|\b(?:it is|has been) (?:approved|authori[sz]ed) (?:to|by)\b|^(?:立即|马上|立刻|尽快|务必|必须|不要|不得|切勿|请勿|别|忽略|无视|关闭|结束|退款|批准|同意|转账|发送|告知|告诉|联系|致电|点击|打开|访问|核实|确认|解冻|解除|提高|减免|免除|按照|根据指示|记住|注意|重要|系统)|(?<!申|邀|聘|恳)请(?!求|问|教|假|示)|務必|务必|(?:您|你|客服|坐席|座席|专员|工作人员|同事)(?:人员|代表)?(?:应|该|需|必须|务必|可以|可直接|须|不要|不得|要)|忽略(?:以上|之前|前面|所有|此前)|(?:以上|之前|前面|所有|系统)(?:的)?(?:指令|提示词|规则)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Orders();
}
