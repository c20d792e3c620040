using System.Text.RegularExpressions;

namespace Cardline.Bot.Model.Checking;

/// <summary>
/// Tells a passage that speaks about its reader, or to whatever program reads it, from one that speaks to cardholders. An approved article does the latter
/// only; where somebody has hidden an order in one, a model that obeys it has the passage's own words on its side, so that no comparison of words could refuse it.
/// </summary>
internal static partial class PassageRules
{
    /// <summary>Longest passage that is looked at; a longer one is no article of a bank's, and carries nothing.</summary>
    internal const int CharsMax = 100_000;

    /// <summary>Says whether nothing may rest on the passage. It is still served word for word, as it was approved.</summary>
    internal static bool IsNoGround(string markdown) => markdown.Length > CharsMax || ToPrograms().IsMatch(markdown);

    /// <summary>Names of programs and of the article itself, the reader in the third person, and words for what is to be answered.</summary>
    [GeneratedRegex(
        @"\b(?:assistants?|chat ?bots?|the bot|bots|a\.?i\.?|language models?|parsers?|prompts?|system message|output template|readers?)\b|\bthis (?:article|page|passage|section|topic)\b|\b(?:tell|assure|inform|ask|send|wish|announce|remind|advise) (?:the |every |any |all )?(?:customers?|cardholders?|victims?|clients?|callers?|them)\b|\b(?:invoke|pretend to be|word for word|in the first person|end of passages?)\b|助手|人工智能|机器人|模型|提示词|系统消息|机器可读|检索到|读到此处|阅读本|本文|本段|本页|作答|应回答|请回答|(?:回答|答复)应|示例答复|直接采用|播报|提问者|读者|写成|引用|⟦|(?:请|要求|让|嘱咐|告诉|告知|建议|提醒)(?:客户|持卡人)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ToPrograms();
}
