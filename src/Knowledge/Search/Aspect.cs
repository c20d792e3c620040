using System.Text.RegularExpressions;

namespace Cardline.Knowledge.Search;

/// <summary>
/// One thing that is asked about whatever was spoken of ("how long does it take?"): the words that ask it, which are the whole
/// message, the headings of parts that answer it, and what a text that answers it holds. Both languages stand side by side.
/// </summary>
/// <param name="Name">What it is called in tests.</param>
/// <param name="Asks">The whole message, folded.</param>
/// <param name="Headings">A heading of a part that answers it.</param>
/// <param name="Answers">Words of a text that answers it.</param>
/// <param name="Anywhere">Whether those words are clear enough to choose a part by them alone; otherwise they only tell that the first paragraph answers it.</param>
internal sealed partial record Aspect(string Name, Regex Asks, Regex Headings, Regex Answers, bool Anywhere)
{
    /// <summary>Gets all of them. A new one is a pair of patterns below.</summary>
    internal static IReadOnlyList<Aspect> All { get; } =
    [
        new("duration", DurationAsked(), DurationHeading(), DurationSaid(), Anywhere: true),
        new("cost", CostAsked(), CostHeading(), CostSaid(), Anywhere: true),
        new("moment", MomentAsked(), MomentHeading(), MomentSaid(), Anywhere: false),
        new("place", PlaceAsked(), PlaceHeading(), PlaceSaid(), Anywhere: true),
        new("reason", ReasonAsked(), ReasonHeading(), ReasonSaid(), Anywhere: false),
        new("manner", MannerAsked(), MannerHeading(), MannerSaid(), Anywhere: true),
        new("condition", ConditionAsked(), ConditionHeading(), ConditionSaid(), Anywhere: false),
    ];

    private const string Before = @"^(?:(?:and|but|so|ok|okay|then|well|thanks|thank you|i see|好的|谢谢|明白了|知道了|那么?|这个?|它|那个|一般|大概|通常|请问|具体) ?)*(?:";
    private const string After = @")(?: ?(?:then|please|exactly|usually|normally|呢|啊|呀|的|了|吗|嘛|吧))*$";
    private const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(Before + @"how long(?: (?:does|will|would|do|is|must|should|before))?(?: (?:it|that|this|i))?(?: (?:usually|normally|have to))?(?: (?:take|takes|be|last|wait|need|arrives?|works?))?|(?:要|需要|得|会)?(?:等)?(?:多久|多长时间|几天|多少天)(?:时间)?(?:能|才能|可以)?(?:到|到账|办好|好|生效|完成|收到|弄好)?" + After, Plain, 1000)]
    private static partial Regex DurationAsked();

    [GeneratedRegex(
        @"\b(?:takes?|took|within|about|up to|reach(?:es)? you|arrives?|lasts?|usually|normally)\b[^.\n0-9]{0,24}[0-9]+(?:\s*(?:to|-|–)\s*[0-9]+)? (?:seconds?|minutes?|hours?|(?:working |business |calendar )?days?|weeks?|months?)\b|[0-9]+ (?:hours?|(?:working |business )?days?) (?:later|after you)|\b(?:see|know|works?|effect|done) (?:it )?(?:at once|immediately|right away|instantly)\b|(?:大约|大概|一般|通常|需要|需|约|最长|最快|要)[^。\n0-9]{0,10}[0-9]+个?(?:秒|分钟|小时|天|个?工作日|周|月)|[0-9]+个?(?:秒|分钟|小时|天|工作日|周|月)(?:内|以内|之内|左右|到账|寄到|后到)|(?:立即|马上|即时|当场|实时)(?:生效|到账|完成|知道|能)|当场",
        Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DurationSaid();

    [GeneratedRegex(Before + @"(?:is|are|does|will) (?:it|that|this|there)(?: (?:for|a|an|any|cost|be))*(?: (?:free|cost|fee|fees|charge|charges|charged|anything|something|money|of charge))*|what does (?:it|that|this) cost|what(?: is|'s) the (?:cost|price|fee|charge)|how much(?: (?:is|does|will|do) (?:it|that|this|i))?(?: (?:cost|pay))?|any (?:fees?|charges?|costs?)|(?:do|will|must) i (?:have to )?pay(?: (?:for (?:it|that|this)|anything|something))?|free(?: of charge)?|是?免费|(?:要|需要|会|用)?(?:不要|不)?(?:另外)?(?:收费|收钱|花钱|付费|付钱|手续费|交钱|钱)|(?:要)?(?:收)?多少(?:钱|费用)|费用(?:是)?(?:多少)?" + After, Plain, 1000)]
    private static partial Regex CostAsked();

    [GeneratedRegex(@"\bfree(?: of charge)?\b(?![ -]period)|\bno (?:extra |further )?(?:fee|charge|cost)|\bcosts? (?:you )?(?:nothing|CNY|[0-9])|\bCNY [0-9]|[0-9]% of|免费|免收|不(?:另)?收(?:费|取|手续费|年费|任何)|收(?:取)?[^。\n]{0,12}[0-9]+元|[0-9]元|工本费|手续费(?:是|为|按)", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CostSaid();

    [GeneratedRegex(Before + @"when(?: (?:is|does|will|do|can|was) (?:it|that|this|i))?(?: [a-z]{2,12})?|by when|(?:是)?(?:什么时候|何时|几号|哪天)(?:收|扣|到|生效|开始|出)?" + After, Plain, 1000)]
    private static partial Regex MomentAsked();

    [GeneratedRegex(@"\b(?:on the|each month|every month|every year|month|date|day|from)\b|每年|每月|当月|日期|[0-9]+[日号点]|[天日]", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex MomentSaid();

    [GeneratedRegex(Before + @"where(?: (?:do|can|could|should) i (?:do|find|see|get) (?:it|that|this))?|where is (?:it|that|this)|where exactly|(?:can|could|may) i do (?:it|that|this) (?:in the app|online|by phone|at a branch|here)|(?:可以|能)在?(?:网上|手机上?|app上?|线上)(?:办理?|弄|操作|申请)?|(?:是)?(?:在|去|到)?哪(?:里|儿|办|看|找|个页面)?(?:可以|能)?(?:办理?|弄|看|找|设置?|操作)?" + After, Plain, 1000)]
    private static partial Regex PlaceAsked();

    [GeneratedRegex(@"\*\*[^*\n]{1,60}>[^*\n]{1,60}\*\*|“[^”\n]{1,60}>[^”\n]{1,60}”|\b(?:branch|counter|ATM)\b|网点|柜台|自助机", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PlaceSaid();

    [GeneratedRegex(Before + @"why(?: (?:is|was) (?:that|it|this))?(?: so)?|why not|how come|(?:是)?(?:为什么|为啥|为何|凭什么|什么原因)(?:会)?(?:这样)?" + After, Plain, 1000)]
    private static partial Regex ReasonAsked();

    [GeneratedRegex(@"\bbecause\b|因为|由于", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ReasonSaid();

    [GeneratedRegex(Before + @"how|how (?:do|can|should|would|could) i (?:do|get|use|change|set|start|apply for) (?:it|that|this)(?: up)?|how to (?:do|get|use|apply for) (?:it|that|this)|how does (?:it|that|this) work|(?:要|该|应该|我)?(?:怎么|如何|怎样|咋)(?:办理?|弄|操作|做|申请|开通?|用)?" + After, Plain, 1000)]
    private static partial Regex MannerAsked();

    [GeneratedRegex(@"^\s*1\. |\*\*[^*\n]{1,60}>[^*\n]{1,60}\*\*|“[^”\n]{1,60}>[^”\n]{1,60}”", Plain | RegexOptions.Multiline, 1000)]
    private static partial Regex MannerSaid();

    [GeneratedRegex(Before + @"(?:what are the |any |are there |what |the )*(?:conditions?|requirements?)|who (?:can|may) (?:get|do|use|apply for|have) (?:it|that|this)|who is eligible|am i eligible|what do i need(?: for (?:it|that|this))?|(?:需要|要|有|有没有|得有)?(?:什么|哪些)?(?:条件|要求|材料|资料|证件)|谁(?:可以|能)(?:办理?|申请|用)|我(?:可以|能)(?:办理?|申请)" + After, Plain, 1000)]
    private static partial Regex ConditionAsked();

    [GeneratedRegex(@"\b(?:at least|you must|you need|only if|as long as|provided)\b|条件|必须|持卡满|才(?:能|可以)|年满", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ConditionSaid();

    [GeneratedRegex(@"\bhow long\b|\btime\b|多久|多长时间|时间$|和时间|几天", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DurationHeading();

    [GeneratedRegex(@"\b(?:costs?|fees?|charges?|price)\b|费用|收费|手续费|多少钱", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CostHeading();

    [GeneratedRegex(@"^when\b|\bwhen it\b|\bdates?\b|什么时候|何时|日期|几号", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex MomentHeading();

    [GeneratedRegex(@"\bwhere\b|哪里|在哪", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PlaceHeading();

    [GeneratedRegex(@"\b(?:why|reasons?)\b|为什么|原因", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ReasonHeading();

    [GeneratedRegex(@"\b(?:how to|how you|step by step|what to do)\b|怎样|怎么|步骤|如何|办法", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex MannerHeading();

    [GeneratedRegex(@"\b(?:who can|what you need|conditions?|requirements?|what helps)\b|条件|谁可以|要求|需要准备|更有把握", Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ConditionHeading();
}
