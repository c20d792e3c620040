using System.Text.RegularExpressions;

namespace Cardline.Knowledge.Search;

/// <summary>
/// One thing that is asked about whatever was spoken of ("how long does it take?"): the words that ask it, which are the whole
/// message, and what a text that answers it holds. Both languages stand side by side.
/// </summary>
internal sealed partial record Aspect(string Name, Regex Asks, Regex Answers)
{
    /// <summary>Gets all of them. A new one is a pair of patterns below.</summary>
    internal static IReadOnlyList<Aspect> All { get; } =
    [
        new("duration", DurationAsked(), DurationSaid()),
        new("cost", CostAsked(), CostSaid()),
        new("moment", MomentAsked(), MomentSaid()),
        new("place", PlaceAsked(), PlaceSaid()),
        new("reason", ReasonAsked(), ReasonSaid()),
        new("manner", MannerAsked(), MannerSaid()),
    ];

    private const string Before = @"^(?:(?:and|but|so|ok|okay|then|well|那么?|这个?|它|那个|一般|大概|通常|请问|具体) ?)*(?:";
    private const string After = @")(?: ?(?:then|please|exactly|usually|normally|呢|啊|呀|的|了|吗|嘛|吧))*$";
    private const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(Before + @"how long(?: (?:does|will|would|do|is|must|should|before))?(?: (?:it|that|this|i))?(?: (?:usually|normally|have to))?(?: (?:take|takes|be|last|wait|need|arrives?|works?))?|(?:要|需要|得|会)?(?:等)?(?:多久|多长时间|几天|多少天)(?:时间)?(?:能|才能|可以)?(?:到|到账|办好|好|生效|完成|收到|弄好)?" + After, Plain, 1000)]
    private static partial Regex DurationAsked();

    [GeneratedRegex(@"[0-9]+\)?[ -]?(?:seconds?|minutes?|hours?|(?:working |business |calendar )?days?|weeks?|months?)\b|\b(?:at once|immediately|right away|instantly|same day|next (?:working )?day)\b|[0-9一二两三五七十]+ ?个?(?:秒|分钟|小时|天|工作日|周|月)|立即|马上|即时|当天|当日|次日|实时", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DurationSaid();

    [GeneratedRegex(Before + @"(?:is|are|does|will) (?:it|that|this|there)(?: (?:for|a|an|any|cost|be))*(?: (?:free|cost|fee|fees|charge|charges|charged|anything|something|money|of charge))*|what does (?:it|that|this) cost|what(?: is|'s) the (?:cost|price|fee|charge)|how much(?: (?:is|does|will|do) (?:it|that|this|i))?(?: (?:cost|pay))?|any (?:fees?|charges?|costs?)|(?:do|will|must) i (?:have to )?pay(?: (?:for (?:it|that|this)|anything|something))?|free(?: of charge)?|是?免费|(?:要|需要|会|用)?(?:不要|不)?(?:另外)?(?:收费|收钱|花钱|付费|付钱|手续费|交钱|钱)|(?:要)?(?:收)?多少(?:钱|费用)|费用(?:是)?(?:多少)?" + After, Plain, 1000)]
    private static partial Regex CostAsked();

    [GeneratedRegex(@"\b(?:free|fees?|charges?|charged|costs?|no (?:fee|charge|cost)|CNY)\b|免费|手续费|收费|不收|费用|工本费|[0-9]元", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CostSaid();

    [GeneratedRegex(Before + @"when(?: (?:is|does|will|do|can|was) (?:it|that|this|i))?(?: [a-z]{2,12})?|by when|(?:是)?(?:什么时候|何时|几号|哪天)(?:收|扣|到|生效|开始|出)?" + After, Plain, 1000)]
    private static partial Regex MomentAsked();

    [GeneratedRegex(@"\b(?:when|on the|each month|every month|every year|month|date|before|after|o'clock)\b|什么时候|何时|每年|每月|当月|之前|之后|以后|日期|[0-9]+[日号点]", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex MomentSaid();

    [GeneratedRegex(Before + @"where(?: (?:do|can|could|should) i (?:do|find|see|get) (?:it|that|this))?|where is (?:it|that|this)|where exactly|(?:是)?(?:在|去|到)?哪(?:里|儿|办|看|找|个页面)?(?:可以|能)?(?:办理?|弄|看|找|设置?|操作)?" + After, Plain, 1000)]
    private static partial Regex PlaceAsked();

    [GeneratedRegex(@"\*\*[^*\n]{1,60}>[^*\n]{1,60}\*\*|“[^”\n]{1,60}>[^”\n]{1,60}”|\b(?:branch|counter|ATM)\b|网点|柜台|自助机", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PlaceSaid();

    [GeneratedRegex(Before + @"why(?: (?:is|was) (?:that|it|this))?(?: so)?|why not|how come|(?:是)?(?:为什么|为啥|为何|凭什么|什么原因)(?:会)?(?:这样)?" + After, Plain, 1000)]
    private static partial Regex ReasonAsked();

    [GeneratedRegex(@"\b(?:because|reasons?|why|so that)\b|因为|原因|由于|为什么|为了", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ReasonSaid();

    [GeneratedRegex(Before + @"how|how (?:do|can|should|would|could) i (?:do|get|use|change|set|start|apply for) (?:it|that|this)(?: up)?|how to (?:do|get|use|apply for) (?:it|that|this)|how does (?:it|that|this) work|(?:要|该|应该|我)?(?:怎么|如何|怎样|咋)(?:办理?|弄|操作|做|申请|开通?|用)?" + After, Plain, 1000)]
    private static partial Regex MannerAsked();

    [GeneratedRegex(@"^\s*1\. |\*\*[^*\n]{1,60}>[^*\n]{1,60}\*\*|“[^”\n]{1,60}>[^”\n]{1,60}”", Plain | RegexOptions.Multiline, 1000)]
    private static partial Regex MannerSaid();
}
