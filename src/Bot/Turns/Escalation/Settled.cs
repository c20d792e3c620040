using System.Text.RegularExpressions;
using Cardline.Bot.Turns.Context;

namespace Cardline.Bot.Turns.Escalation;

/// <summary>
/// Tells thanks for what a person has just done ("thanks, the stolen card is blocked now") from the same trouble once more. It is asked
/// only right after a person was there, and where it is in doubt a message counts as trouble.
/// </summary>
internal static partial class Settled
{
    /// <summary>A longer sentence tells more than that something is done.</summary>
    private const int SentenceCharsMax = 120;

    /// <summary>Whether all of a text only says that something is settled.</summary>
    public static bool Is(string text) => text.Length > 0 && Rest(text).Length == 0;

    /// <summary>Whether a text says that something is not settled after all.</summary>
    public static bool IsDenied(string text) => Denial().IsMatch(text);

    /// <summary>The sentences that say anything else; empty when there are none.</summary>
    public static string Rest(string text) => string.Concat(Sentences().Split(text).Where(sentence => sentence.Any(char.IsLetterOrDigit) && !Says(sentence)));

    private static bool Says(string sentence) =>
        sentence.Length <= SentenceCharsMax && !Asking.Asks(sentence) && !Doubt().IsMatch(sentence) && (Done().IsMatch(sentence) || Courtesies.Of(sentence) == Courtesy.Thanks);

    /// <summary>Behind a stop, which stays with its sentence, so that what is left reads as it was written.</summary>
    [GeneratedRegex(@"(?<=[.;!?。；！？\n])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sentences();

    [GeneratedRegex(
        @"\b(?:is|are|was|were|been|be|got|now|already|all|it'?s|you(?: have)?|they(?: have)?|he(?: has)?|she(?: has)?) (?:now |already |all |just )?(?:been )?(?:blocked|frozen|cancell?ed|replaced|solved|resolved|sorted|settled|fixed|done|dealt with|taken care of|handled|cleared up)\b|\bthank(?:s| you)[^,.;]* for (?:(?:all )?(?:your|the) help|helping|blocking|sorting|handling|dealing)\b|已经?(?:帮我)?(?:冻结|挂失|补办|解决|处理|办好|弄好|搞定)|(?:冻结|挂失|补办|解决|处理|办|弄|修)好?了|搞定了",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Done();

    /// <summary>Anything that may make it more than thanks.</summary>
    [GeneratedRegex(
        @"\b(?:not|no|nothing|never|still|again|another|other|more|but|yet|also|too|and|or|else|if|because|please|need|want|cannot|new|someone|somebody|used|using|charged|took|spent|today|yesterday|payments?|transactions?)\b|n['’]t\b|[没不又再还另但却仍要请也别]|可是|其他|有人|别人|被|扣|刷",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Doubt();

    [GeneratedRegex(
        @"\b(?:(?:did|does|has|have|is|was|are)(?: not|n['’]?t)(?: \w+)? (?:help|helped|solve|solved|fix|fixed|work|working|worked|resolve|resolved|settled|done)|still (?:not|no|the same|open|wrong|there|waiting)|not (?:helped|solved|fixed|resolved|settled)|no help|came back|happened again)\b|(?:没|沒|未)(?:有)?(?:能)?(?:解决|解決|处理|處理|帮|幫|用|办好|弄好|修好)|还是(?:不|没|一样)|還是(?:不|沒|一樣)|仍然|又(?:来了|这样|出现|发生)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Denial();
}
