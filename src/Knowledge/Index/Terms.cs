using System.Collections.Frozen;
using System.Text;

namespace Cardline.Knowledge.Index;

/// <summary>One searchable piece of a text and how much it says: a word, a number, a Chinese character or two neighbours.</summary>
internal readonly record struct Term(string Text, float Weight);

/// <summary>Cuts a text into terms of both scripts, for one index.</summary>
internal static class Terms
{
    // A pair of characters says what a Chinese word says; a single one is shared by many words and only helps when no pair is known.
    private const float CharacterWeight = 0.8f;
    private const float FunctionWordWeight = 0.25f;

    private static readonly FrozenSet<string> Fillers =
        "please pls hi hello hey dear thanks thank kindly sorry sir madam just really actually ok okay".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FillersBySpan = Fillers.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string> FunctionWords =
        ("a an the i me my mine we our us you your it its is are am was were be been do does did to of for on in at by with from and or if so " +
         "this that these those there can could would will shall should may might have has had want need tell know let im id ive about any some")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] ChineseFillers = ["请问一下", "请问", "您好", "你好", "谢谢", "麻烦", "帮我", "我想问", "想问"];

    private static readonly FrozenSet<char> Particles = "的了吗呢啊吧呀么是我你您在就都也很把被那这".ToFrozenSet();

    /// <param name="text">Text as written; it is folded here.</param>
    internal static List<Term> Of(string text) => OfFolded(Folding.Fold(text));

    internal static List<Term> OfFolded(string folded)
    {
        var terms = new List<Term>();
        OfFolded(folded, terms, KnownWords.None);
        return terms;
    }

    /// <param name="folded">A folded text.</param>
    /// <param name="terms">Takes its terms.</param>
    /// <param name="known">Words of which the form is known; it changes nothing but the time.</param>
    internal static void OfFolded(string folded, List<Term> terms, KnownWords known)
    {
        terms.Clear();
        folded = WithoutFillers(folded);
        // Where a word begins, and its last letter or digit; an apostrophe belongs to it but is not one of its letters.
        var (start, last) = (-1, ' ');
        for (var i = 0; i <= folded.Length; i++)
        {
            var sign = i < folded.Length ? folded[i] : ' ';
            if (start >= 0 && sign is '\'' or '\u2019') continue;
            var isHan = Folding.IsHan(sign);
            var inWord = !isHan && char.IsLetterOrDigit(sign);
            // Where digits meet letters a new word begins, so that 2000yuan is found by 2000.
            if (start >= 0 && (!inWord || char.IsDigit(last) != char.IsDigit(sign)))
            {
                Word(folded.AsSpan()[start..i], terms, known);
                start = -1;
            }

            if (inWord && start < 0) start = i;
            last = sign;
            if (!isHan) continue;
            if (!Particles.Contains(sign)) terms.Add(new Term(HanText.Of(sign), CharacterWeight));
            if (i + 1 < folded.Length && Folding.IsHan(folded[i + 1])) Pair(sign, folded[i + 1], terms);
        }
    }

    /// <summary>Takes out the Chinese phrases that only greet, thank or beg.</summary>
    internal static string WithoutFillers(string folded)
    {
        // Most English questions: there is no Chinese in them to take anything out of.
        if (Ascii.IsValid(folded)) return folded;
        foreach (var filler in ChineseFillers) folded = folded.Replace(filler, " ", StringComparison.Ordinal);
        return folded;
    }

    /// <summary>Gets the English words that only greet, thank or beg.</summary>
    internal static IReadOnlyCollection<string> FillerWords => Fillers;

    /// <summary>Tells whether an English word only greets, thanks or begs.</summary>
    internal static bool IsFiller(ReadOnlySpan<char> word) => FillersBySpan.Contains(word);

    private static void Pair(char first, char second, List<Term> terms)
    {
        var particles = (Particles.Contains(first) ? 1 : 0) + (Particles.Contains(second) ? 1 : 0);
        if (particles == 2) return;
        terms.Add(new Term(string.Create(2, (first, second), static (span, pair) => (span[0], span[1]) = pair), particles == 1 ? CharacterWeight : 1f));
    }

    private static void Word(ReadOnlySpan<char> word, List<Term> terms, KnownWords known)
    {
        if (word.ContainsAny('\'', '\u2019')) word = word.ToString().Replace("'", string.Empty, StringComparison.Ordinal).Replace("\u2019", string.Empty, StringComparison.Ordinal);
        if (IsFiller(word)) return;
        var form = known.Of(word);
        terms.Add(FunctionWords.Contains(form.Written) ? new Term(form.Written, FunctionWordWeight) : new Term(form.Stem, 1f));
    }
}
