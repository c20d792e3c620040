using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>Which of the three views of a text a feature belongs to. Each view weighs the same, whatever the number of its features.</summary>
internal enum FeatureKind : byte
{
    /// <summary>A word or Chinese character, two neighbours, or a group of the glossary.</summary>
    Word,

    /// <summary>Two words of one question, in any order and at any distance.</summary>
    Pair,

    /// <summary>Two to five letters of a word, or two or three Chinese sounds: what a slip of the pen leaves standing.</summary>
    Letters,
}

/// <summary>One feature of a text.</summary>
/// <param name="Key">Hash of what it is; two features with one key are the same.</param>
/// <param name="Kind">Its view.</param>
/// <param name="First">The token it was read from.</param>
/// <param name="Second">The other token of a pair or of neighbours; else the same.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Feature(ulong Key, FeatureKind Kind, ushort First, ushort Second)
{
    // 16 bytes instead of 24: a question has hundreds. A text has far fewer tokens than a ushort can count.
    internal Feature(ulong key, FeatureKind kind, int first, int second)
        : this(key, kind, (ushort)first, (ushort)second)
    {
    }
}

/// <summary>Reads the features that the classifier is trained on and asked with. Not safe for two callers at once; cheap to make.</summary>
internal sealed class FeatureReader
{
    private const int LettersMin = 2;
    private const int LettersMax = 5;
    private const int SoundsMin = 1;
    private const int SoundsMax = 3;

    /// <summary>Tokens read; a longer text is pasted matter.</summary>
    internal const int TokensMax = 400;

    /// <summary>Tokens that are paired: the pairs of a text grow with the square of its length.</summary>
    private const int PairedMax = 24;

    private const ulong WordSeed = 0x9E3779B97F4A7C15;
    private const ulong NeighbourSeed = 0xC2B2AE3D27D4EB4F;
    private const ulong PairSeed = 0x165667B19E3779F9;
    private const ulong LettersSeed = 0x27D4EB2F165667C5;
    private const ulong SoundSeed = 0x2545F4914F6CDD1D;
    private const ulong GroupSeed = 0x85EBCA77C2B2AE63;

    /// <summary>Stands before the first word and behind the last.</summary>
    internal const ulong Edge = 1;

    private readonly List<Token> tokens = [];
    private readonly List<Feature> features = [];

    /// <summary>Gets the words of the text; valid until the next one is read.</summary>
    internal List<Token> Tokens => tokens;

    /// <summary>Gets a value indicating whether the text read last is Chinese: a character says about half of what a word does.</summary>
    internal bool IsChinese
    {
        get
        {
            var han = 0;
            foreach (var token in tokens) han += token.IsHan ? 1 : 0;
            return han > 2 * (tokens.Count - han);
        }
    }

    /// <summary>Reads a text. The list is valid until the next call.</summary>
    /// <param name="folded">A folded text.</param>
    /// <param name="groups">The groups of the glossary that it touches.</param>
    internal List<Feature> Read(string folded, IReadOnlyList<int> groups)
    {
        Tokenizer.Read(folded, tokens, TokensMax);
        return ReadTokens(groups);
    }

    /// <summary>The same for a text whose words stand in <see cref="Tokens"/> already.</summary>
    /// <param name="groups">The groups of the glossary that it touches.</param>
    internal List<Feature> ReadTokens(IReadOnlyList<int> groups)
    {
        features.Clear();
        features.EnsureCapacity(Most() + groups.Count);
        Words();
        Pairs();
        for (var i = 0; i < groups.Count; i++) features.Add(new Feature(Mix(GroupSeed, (ulong)groups[i]), FeatureKind.Word, 0, 0));
        return features;
    }

    internal static ulong KeyOf(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var sign in text) hash = (hash ^ sign) * 1099511628211UL;
        return hash;
    }

    /// <summary>The key of a single word, so that it can be told whether the articles know it.</summary>
    internal static ulong WordKey(ulong key) => Mix(WordSeed, key);

    /// <summary>The key of two tokens side by side.</summary>
    internal static ulong NeighbourKey(ulong left, ulong right) => Mix(NeighbourSeed, left, right);

    /// <summary>The key of two tokens of one text, in any order.</summary>
    private static ulong PairKey(ulong one, ulong other) => one < other ? Mix(PairSeed, one, other) : Mix(PairSeed, other, one);

    /// <summary>What a token is paired by: characters by their sounds, which a slip leaves as they were.</summary>
    private static ulong Spoken(Token token) => token.IsHan ? (ulong)ChineseSounds.Of(token.Written[0]) : token.Key;

    // A little more than there will be, so that the list is made once and not grown half a dozen times.
    private int Most()
    {
        var paired = Math.Min(tokens.Count, PairedMax);
        var most = 1 + (paired * (paired - 1) / 2);
        foreach (var token in tokens) most += 2 + (token.IsHan ? SoundsMax : (LettersMax - LettersMin + 1) * (token.Written.Length + 1));
        return most;
    }

    // These are compiled at their best from the first call: before a start is over they have read every sample twice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Words()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            features.Add(new Feature(WordKey(tokens[i].Key), FeatureKind.Word, i, i));
            features.Add(new Feature(NeighbourKey(i == 0 ? Edge : tokens[i - 1].Key, tokens[i].Key), FeatureKind.Word, Math.Max(0, i - 1), i));
            if (!tokens[i].IsHan) LettersOf(i);
            else SoundsAt(i);
        }

        if (tokens.Count > 0) features.Add(new Feature(NeighbourKey(tokens[^1].Key, Edge), FeatureKind.Word, tokens.Count - 1, tokens.Count - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pairs()
    {
        var count = Math.Min(tokens.Count, PairedMax);
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                var (left, right) = (Spoken(tokens[i]), Spoken(tokens[j]));
                if (left == right) continue;
                features.Add(new Feature(PairKey(left, right), FeatureKind.Pair, i, j));
            }
        }
    }

    // The blank on either side of the word is a letter too: what begins or ends a word says more.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LettersOf(int token)
    {
        var word = tokens[token].Written;
        Span<char> padded = stackalloc char[Tokenizer.WordCharsMax + 2];
        padded[0] = ' ';
        word.AsSpan().CopyTo(padded[1..]);
        padded[word.Length + 1] = ' ';
        padded = padded[..(word.Length + 2)];
        for (var length = LettersMin; length <= LettersMax; length++)
        {
            if (padded.Length <= length)
            {
                features.Add(new Feature(Mix(LettersSeed, KeyOf(padded)), FeatureKind.Letters, token, token));
                break;
            }

            for (var from = 0; from + length <= padded.Length; from++)
                features.Add(new Feature(Mix(LettersSeed, KeyOf(padded.Slice(from, length))), FeatureKind.Letters, token, token));
        }
    }

    // Two or three sounds in a row: most slips in Chinese are a character that sounds the same.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SoundsAt(int token)
    {
        var key = SoundSeed;
        for (var length = 1; length <= SoundsMax && token + length <= tokens.Count && tokens[token + length - 1].IsHan; length++)
        {
            key = Mix(key, (ulong)ChineseSounds.Of(tokens[token + length - 1].Written[0]));
            if (length >= SoundsMin) features.Add(new Feature(key, FeatureKind.Letters, token, token + length - 1));
        }
    }

    private static ulong Mix(ulong seed, ulong key)
    {
        var hash = (seed ^ key) * 0xFF51AFD7ED558CCDUL;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53UL;
        return hash ^ (hash >> 29);
    }

    private static ulong Mix(ulong seed, ulong first, ulong second) => Mix(Mix(seed, first), second);
}
