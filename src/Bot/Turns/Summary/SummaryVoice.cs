using System.Text.RegularExpressions;

namespace Cardline.Bot.Turns.Summary;

/// <summary>
/// Tells whether lines are told as a summary is told: about the cardholder, in the desk's language, and with every verdict in somebody's mouth. A model that
/// obeys what it reads speaks as somebody ("we have closed your case"), to somebody, or states as a fact what the cardholder only wrote.
/// </summary>
internal static partial class SummaryVoice
{
    /// <summary>Fewest words, a Chinese character counting as one; with less nothing is told.</summary>
    public const int WordsMin = 4;

    /// <summary>Looks for the first fault.</summary>
    /// <param name="lines">What the model wrote.</param>
    /// <param name="said">What was said.</param>
    /// <param name="lang">The desk's language; null for that of the lines.</param>
    public static SummaryFault? FaultOf(IReadOnlyList<string> lines, IReadOnlyList<string> said, string? lang)
    {
        var all = string.Join('\n', lines);
        var weight = WordWeight.Of(all);
        if (weight.Latin + weight.Han < WordsMin || Repeated().IsMatch(all))
        {
            return SummaryFault.Length;
        }

        var told = string.Join('\n', lines.Select(line => WithoutQuotations(line, said)));
        return !IsIn(Languages.OfWords(all), lang, told, said) ? SummaryFault.Language
            : Voices().IsMatch(told) ? SummaryFault.Voice
            : Clause().Split(told).Any(clause => Verdicts().IsMatch(clause) && !Tellers().IsMatch(clause)) ? SummaryFault.Verdict
            : null;
    }

    /// <summary>Only what was said letter by letter counts as quoted; other words between quotation marks are the model's own.</summary>
    private static string WithoutQuotations(string line, IReadOnlyList<string> said) =>
        Quoted().Replace(line, match => said.Any(text => text.Contains(match.Groups["words"].Value, StringComparison.OrdinalIgnoreCase)) ? string.Empty : match.Value);

    private static bool IsIn(string? shown, string? wanted, string told, IReadOnlyList<string> said) =>
        shown is not null && (wanted is null || shown == wanted) && (shown == Languages.Chinese || Frame().IsMatch(told))
        && Foreign().Matches(told).All(word => said.Any(text => text.Contains(word.Value, StringComparison.OrdinalIgnoreCase)));

    [GeneratedRegex(@"(?<sign>.{1,4}?)\k<sign>{9,}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Repeated();

    [GeneratedRegex("[\"“「『](?<words>[^\"“”「」『』]{2,200})[\"”」』]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quoted();

    /// <summary>Words without which hardly anything is told in English.</summary>
    [GeneratedRegex(@"\b(?:the|an?|of|to|and|is|was|are|were|has|have|had|for|with|that|by|on|in|says|wants|asks)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Frame();

    /// <summary>A word with letters that neither English nor Chinese has.</summary>
    [GeneratedRegex(@"[^\W\d]*[\p{L}-[a-zA-Zａ-ｚＡ-Ｚ\u3400-\u4DBF\u4E00-\u9FFF]][^\W\d]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Foreign();

    /// <summary>Somebody speaks for himself, or to somebody.</summary>
    [GeneratedRegex(@"\b(?:I|me|my|mine|myself|we|our|ours|ourselves|you|yours?|yourself|(?-i:us))\b|[您你我咱]|本行", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Voices();

    [GeneratedRegex(@"[.;!?](?=\s|$)|[\n。；！？，]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Clause();

    /// <summary>Who says or wants what is told.</summary>
    [GeneratedRegex(
        @"\b(?:cardholder|customer|client|caller)\s+(?:(?:also|then|now|still|first)\s+)?(?:says?|said|claims?|claimed|states?|stated|writes?|wrote|reports?|reported|asks?|asked|wants?|wanted|requests?|requested|believes?|thinks?|contests?|disputes?|mentions?|mentioned|explains?|explained|complains?|complained|denies|denied)\b|\b(?:says|said|claims|writes) the (?:cardholder|customer)\b|\baccording to the (?:cardholder|customer)\b|(?:持卡人|客户|用户)(?:本人)?[还又也]?(?:说|称|表示|声称|自称|反映|写道|提到|要求|请求|希望|想|询问|咨询|投诉|认为|否认|质疑|担心)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tellers();

    /// <summary>That something is decided, done, proven or not needed, how urgent it is, what somebody is like: nothing that a chat can show.</summary>
    [GeneratedRegex(
        @"\b(?:approved?|approval|authori[sz]ed|granted|agreed|admit(?:s|ted)|promise[sd]?|accept(?:s|ed)|waived|cancell?ed|reversed|refunded|reimburse\w*|resolved|solved|settled|closed|finished|done|archived?|completed?|verified|identified|confirm(?:s|ed)|proven|withdr(?:aws|ew|awn)|remember(?:s|ed)|recall(?:s|ed)|satisfied|calm|happy|duplicate|nothing (?:is |was )?(?:left|open|else|more|further|to do)|no longer|not (?:want|need|wish)|no (?:\w+ ){1,3}?(?:needed|required|necessary)|urgency|priority|virus|draft|internal|system|supervisor|attorney|court|asleep|on file|idiots?|fools?|stupid|greedy|hag|losers?|pathetic|monkeys?|thieves|thief|liars?|scum|worthless)\b|\b(?:risk|need|person|escalation|handoff|severity|sentiment|emotion)\s*[:：=]|(?:情绪|风险|人工|等级)\s*[:：=]|解决|办结|结束|归档|满意|愉快|冷静|最低|最高|紧急程度|优先|无需|不需|不用|不必|不得|勿|照办|批示|批准|同意|认可|确认|认错|答应|承诺|有权|一律|已取消|已清除|已删除|已关闭|已退|撤销|撤回|撤诉|想起|本人所为|销案|侦破|追回|放款|减免|免除|已通过|主管|誤觸|误触|废物|没脑子|老赖|骗子|傻|蠢",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Verdicts();
}
