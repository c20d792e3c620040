using System.Text.RegularExpressions;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>What a text is that cannot be understood without the one before. At most one of the three is set.</summary>
/// <param name="Meant">Another product or region, and nothing else.</param>
/// <param name="Aspect">Something asked about whatever was spoken of.</param>
/// <param name="Topic">A word or two of its own behind "and" or "what about", or the verb of "how do I cancel it?".</param>
internal sealed partial record Fragment(NamedValue? Meant, Aspect? Aspect, string? Topic)
{
    /// <summary>Gets a value indicating whether the topic is something to do; that is more often the subject of another article.</summary>
    internal bool IsVerb { get; private init; }

    /// <summary>Gets the words of a topic that are searched for.</summary>
    internal string Words { get; private init; } = string.Empty;

    /// <summary>A longer text stands on its own.</summary>
    private const int CharsMax = 60;

    /// <summary>Words of its own that a fragment may have; with more it is a question.</summary>
    private const int TopicWordsMax = 2;

    /// <returns>Null when the text is a whole question (or a greeting, or anything else) that needs nothing from the past.</returns>
    internal static Fragment? Of(string text, ProductNames names)
    {
        if (WithoutMarks(Folding.Fold(text)) is not { Length: > 0 } folded) return null;
        var named = names.In(folded);
        if (named.Count > 0) return named.Select(value => value.Value).Distinct(StringComparer.Ordinal).Count() == 1 && Connecting().IsMatch(Clear(folded, named)) ? new Fragment(named[0], null, null) : null;
        if (folded.AsSpan().ContainsAny(ProductNames.ClippedSigns) && names.Short(Particles().Replace(folded, string.Empty)) is { } clipped) return new Fragment(clipped, null, null);
        if (Aspect.All.FirstOrDefault(aspect => aspect.Asks.IsMatch(folded)) is { } asked) return new Fragment(null, asked, null);
        if (Verbs().Match(folded) is { Success: true } verb) return new Fragment(null, null, verb.Groups["topic"].Value) { IsVerb = true, Words = folded };
        return TopicOf(folded) is { } topic ? new Fragment(null, null, topic) { Words = topic } : null;
    }

    private static string? TopicOf(string folded)
    {
        if (Topics().Match(folded) is not { Success: true } match || Asking().IsMatch(match.Groups["topic"].Value)) return null;
        var topic = match.Groups["topic"].Value.Trim();
        return topic.Length > 0 && topic.Split(' ').Length <= TopicWordsMax ? topic : null;
    }

    // The letters and digits with one blank for whatever stands between them; null when there are more than a fragment has, as in most questions.
    private static string? WithoutMarks(string folded)
    {
        Span<char> kept = stackalloc char[CharsMax];
        var length = 0;
        var gap = false;
        foreach (var sign in folded)
        {
            if (!char.IsLetter(sign) && !char.IsDigit(sign) && sign is not ('\'' or '\u2019'))
            {
                gap = length > 0;
                continue;
            }

            if (length + (gap ? 2 : 1) > CharsMax) return null;
            if (gap) kept[length++] = ' ';
            gap = false;
            kept[length++] = sign;
        }

        return kept[..length].ToString();
    }

    private static string Clear(string folded, IReadOnlyList<NamedValue> named)
    {
        var signs = folded.ToCharArray();
        foreach (var value in named) Array.Fill(signs, ' ', value.At, value.Length);
        return Blanks().Replace(new string(signs), " ").Trim();
    }

    [GeneratedRegex(@" {2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();

    /// <summary>What stands around the name of a product when nothing else is asked.</summary>
    [GeneratedRegex(
        @"^(?:(?:and|but|so|ok|okay|thanks|thank you|i see|got it|then|well|no|sorry|i mean|i meant|what|how|about|is it the same|the same|same|does (?:it|that) (?:also )?apply|what is it|how much is it|how much|what if i have|if i have|i have|for|with|on|in|a|an|the|my|one|cards?|holders?|cardholders?|too|also|please|instead|as well|or|to|of|it|好的|谢谢|明白了|知道了|那么|那|如果是?|要是|换成|换|还有|对于|呢|吗|嘛|的话|的|也是?|一样|又|怎么样|怎样|如何|多少|卡|我是|我的是|我有|不是|请问|想问|问|一下|了|啊|呀|吧|和|跟|以及) ?)*$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Connecting();

    /// <summary>What is left out of a fragment to see whether a clipped name is all it says.</summary>
    [GeneratedRegex(@"那么|那个|那|如果是?|要是|换成|的话|的|呢|吗|嘛|啊|呀| ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Particles();

    [GeneratedRegex(
        @"^(?:(?:and|but|ok|so) )?(?:and|what about|how about|what if (?:i am|i'm|it is|it's)|and if (?:i am|i'm)|and when (?:i am|i'm))(?: (?:for|in|on|with|at|from|the|a|an|my))*(?<topic>(?: [a-z'’]+){1,3})$|^(?:那么?|如果|要是)?在?(?<topic>[\u3400-\u9FFF]{2,6}?)(?:的话|的)?呢$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Topics();

    /// <summary>Something to do with what was spoken of: a verb, and a word for that instead of its name.</summary>
    [GeneratedRegex(
        @"^(?:(?:and|but|so|ok) )?(?:how (?:do|can|could|would) i|can i|could i|may i|must i|do i have to|where (?:do|can) i) (?<topic>[a-z]{3,12})(?: (?:it|that|this|them))(?: (?:then|again|please))?$|^(?:那么?)?(?:要|该|我)?(?:怎么|如何|怎样|可以|能|能不能|可不可以|可否)(?<topic>[\u3400-\u9FFF])(?:呢|吗|啊|它)?$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Verbs();

    /// <summary>A fragment that asks in a form of its own is a question.</summary>
    [GeneratedRegex(@"\b(?:how|what|when|where|which|who|why|can|could|do|does|did|is|are|should|will|i|you)\b|怎|如何|什么|多少|吗|哪|几|能不能|可以|为什|我", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Asking();
}
