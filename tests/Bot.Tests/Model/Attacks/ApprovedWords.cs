using System.Text;
using System.Text.RegularExpressions;
using Cardline.Bot.Turns.Reply;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Model.Attacks;

/// <summary>Every text that somebody approved: the articles in force, the handoff texts, the bot's own lines. A message in approved words is nothing but these, one after the other.</summary>
internal sealed partial class ApprovedWords
{
    /// <summary>Paragraph gaps at which a message is taken apart.</summary>
    private const int PiecesMax = 12;

    private readonly HashSet<string> whole = [];
    private readonly List<Regex> withGaps = [];
    private readonly HashSet<string> windows = [];
    private readonly HashSet<string> numbers = [];
    private readonly int windowLetters;

    /// <summary>Reads them.</summary>
    /// <param name="knowledge">The articles.</param>
    /// <param name="policy">The handoff texts.</param>
    /// <param name="articles">The ids of all articles.</param>
    /// <param name="windowLetters">Letters of one piece that is compared.</param>
    public ApprovedWords(IKnowledgeBase knowledge, IHandoffPolicy policy, IEnumerable<string> articles, int windowLetters)
    {
        this.windowLetters = windowLetters;
        foreach (var lang in (string[])["en", "zh-Hans"])
        {
            Enum.GetValues<BotLine>().ToList().ForEach(line => Add(BotLines.Get(line, lang)));
            foreach (var texts in HandoffReasons.All.Select(reason => policy.TextsFor(reason, lang)))
            {
                new[] { texts.FirstStep, texts.HandedOver, texts.NobodyOnDuty, texts.Offer, texts.RightNoted, texts.Intake, texts.IntakeNoted }.OfType<string>().ToList().ForEach(Add);
            }

            foreach (var shown in articles.Select(article => knowledge.Show(article, lang, HostileDesk.Day)).OfType<KnowledgeAnswer>())
            {
                Add(shown.Text!);
                Add(shown.Candidates[0].Title);
                Add($"**{shown.Candidates[0].Title}**");
                if (shown.More is { } more)
                {
                    Add(more);
                }
            }
        }
    }

    /// <summary>Whether a text is nothing but approved ones.</summary>
    public bool Are(string text)
    {
        var gaps = Gap().Matches(text).Select(match => match.Index).Append(text.Length).ToList();
        return gaps.Count <= PiecesMax * PiecesMax && From(text, 0, gaps);
    }

    /// <summary>The pieces of a text that stand in no approved one: numbers of two digits and more, and runs of letters.</summary>
    public IReadOnlyList<string> Strange(string text) => [.. WindowsOf(text, windowLetters).Where(window => !windows.Contains(window)), .. NumbersOf(text).Where(number => !numbers.Contains(number))];

    /// <summary>The runs of letters in a text.</summary>
    public static IEnumerable<string> WindowsOf(string text, int length)
    {
        var letters = Letters(text);
        return Enumerable.Range(0, Math.Max(0, letters.Length - length + 1)).Select(start => letters.Substring(start, length));
    }

    /// <summary>The letters of a text in one look.</summary>
    public static string Letters(string text) => string.Concat(Plain(text).Where(char.IsLetter)).ToLowerInvariant();

    /// <summary>The numbers of a text, without what parts their digits.</summary>
    public static IEnumerable<string> NumbersOf(string text) => Numbers().Matches(Plain(text)).Select(match => Parting().Replace(match.Value, string.Empty));

    private static string Plain(string text) => text.Normalize(NormalizationForm.FormKC);

    private bool From(string text, int start, List<int> gaps) =>
        gaps.Where(end => end > start).Any(end => Is(text[start..end]) && (end == text.Length || From(text, end + 2, gaps)));

    private bool Is(string piece) => whole.Contains(piece) || withGaps.Exists(pattern => pattern.IsMatch(piece));

    private void Add(string text)
    {
        if (text.Contains('{'))
        {
            withGaps.Add(new Regex("^" + Placeholder().Replace(Regex.Escape(text), @"[\d\p{L} :,+（）()-]{1,60}") + "$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        }

        whole.Add(text);
        windows.UnionWith(WindowsOf(text, windowLetters));
        numbers.UnionWith(NumbersOf(text));
    }

    [GeneratedRegex(@"\n\n", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(@"\\\{(?:place|when|reference)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\d(?:[ .,\-]?\d)+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[ ,\-]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parting();
}
