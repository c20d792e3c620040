using System.Text.RegularExpressions;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Phrases that order a language model about. A warning about scams may well say "ignore this message": that orders a reader.</summary>
internal static partial class ModelOrders
{
    internal static MatchCollection In(string text) => Form().Matches(text);

    private const string Forget = "(?:ignore|disregard|forget|override)";
    private const string Orders = "(?:instructions?|prompts?|directives?|guidelines|rules|guardrails|system messages?)";

    // "All instructions" is a cardholder's matter when it goes on with whose: the caller's, from a stranger.
    private const string English =
        @"\b" + Forget + @"\s+(?:(?:all|any|every|each|of|the|these|those|your|my|our)\s+){0,4}(?:previous|prior|above|earlier|preceding|foregoing|original|system)\s+(?:\w+\s+){0,2}?" + Orders + @"\b" +
        @"|\b" + Forget + @"\s+(?:all\s+)?(?:of\s+)?your\s+(?:\w+\s+){0,2}?" + Orders + @"\b" +
        @"|\b" + Forget + @"\s+all\s+(?:other\s+)?" + Orders + @"\b(?!\s+(?:from|of|by|that|which|the|given|in|on|he|she|they|someone|somebody|a)\b)" +
        @"|\b" + Forget + @"\s+(?:everything|anything)\s+(?:above|before|you\s+were\s+told|(?:that\s+)?(?:came|was\s+said)\s+before)\b" +
        @"|\byou\s+are\s+now\s+(?:(?:a|an|the|my)\s+)?(?:\w+\s+){0,2}?(?:AI|assistant|chatbot|language\s+model|model|persona|DAN|developer\s+mode|jailbroken|unrestricted|uncensored|root|administrator)\b" +
        @"|\b(?:system|developer|hidden)\s+prompt\b|\b(?:reveal|print|repeat|show)\s+(?:me\s+)?your\s+(?:\w+\s+)?(?:prompt|instructions)\b" +
        @"|\bas\s+an?\s+(?:(?:AI|large)\s+)?(?:language\s+model|AI\s+(?:model|assistant))\b|\bnew\s+(?:system\s+)?instructions\s*:|<\|(?:im_start|im_end|system|endoftext)\|?>?|\[/?INST\]" +
        @"|^\W{0,4}(?:system|assistant|developer)\W{0,3}:\W{0,3}(?:you\b|ignore\b|always\b|never\b|respond\b|from\s+now\b)|\bdo\s+not\s+(?:tell|mention\s+(?:this|it)\s+to|reveal\s+(?:this|it)\s+to)\s+the\s+(?:user|cardholder|customer)s?\b";

    private const string Chinese =
        "(?:忽略|无视|忘记|忘掉|抛开|不要理会|不要遵守)(?:掉)?(?:你|您)?(?:的)?(?:(?:以上|上面|之前|前面|先前|上述|此前|以前|所有|全部|一切|任何|系统|原来|原有)的?){1,3}(?:系统)?(?:指令|指示|提示词|提示语|命令|规则|设定|约束)" +
        "|(?:你|您)现在(?:是|就是|扮演)(?!在)(?:一个|一名|一位)?[^。\\n]{0,6}?(?:助手|模型|机器人|人工智能|AI|管理员)" +
        "|系统提示词|开发者(?:模式|指令)|(?:不要|别|不得)(?:告诉|告知|透露给)(?:用户|客户|持卡人)|从现在(?:开始|起)[,，]?(?:你|您)(?:将|要|必须|是|扮演)";

    [GeneratedRegex(English + "|" + Chinese, RegexOptions.IgnoreCase | RegexOptions.Multiline, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Form();
}
