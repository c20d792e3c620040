using System.Runtime.CompilerServices;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>Turns a folded text into features. What is learnt and what is judged go the same way.</summary>
/// <param name="concepts">Words that mean much the same.</param>
internal sealed class FeatureReader(Concepts concepts)
{
    private const int WordsTogether = 2;
    private const int HanTogether = 3;
    private const int LettersMin = 3;
    private const int LettersMax = 5;

    /// <summary>Letters of a word that are looked at.</summary>
    private const int WordCharsMax = 30;

    /// <summary>Most concepts of a text.</summary>
    private const int ConceptsMax = 400;

    /// <summary>How many concepts after one are looked at with it, and how many after that one.</summary>
    private const int SecondWithin = 5;
    private const int ThirdWithin = 4;

    /// <summary>Characters that may stand between two concepts which are one after another.</summary>
    private const int GapMax = 25;
    private const int HanGapMax = 8;

    private const ulong Skipped = 11;
    private const ulong Lettered = 12;
    private const ulong Concept = 13;
    private const ulong Pair = 14;
    private const ulong Row = 15;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="features">Takes its features; cleared first.</param>
    public void Read(string text, FeatureList features)
    {
        features.Clear();
        Token.Cut(text, features.Tokens);
        AddWords(features);
        AddLetters(text, features);
        AddConcepts(text, features);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWords(FeatureList features)
    {
        var tokens = features.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            var key = tokens[i].Hash;
            features.Add(key, View.Words, tokens[i].Start);
            var most = tokens[i].Kind == TokenKind.Han ? HanTogether : WordsTogether;
            for (var next = i + 1; next < tokens.Count && next < i + most; next++)
            {
                key = Keys.Then(key, tokens[next].Hash);
                features.Add(key, View.Words, tokens[i].Start);
            }

            if (tokens[i].Kind != TokenKind.Han && i + 2 < tokens.Count)
            {
                features.Add(Keys.Then(Skipped, Keys.Then(tokens[i].Hash, tokens[i + 2].Hash)), View.Words, tokens[i].Start);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLetters(string text, FeatureList features)
    {
        Span<char> word = stackalloc char[WordCharsMax + 2];
        foreach (var token in features.Tokens)
        {
            if (token.Kind != TokenKind.Word)
            {
                continue;
            }

            var length = Math.Min(token.Length, WordCharsMax);
            text.AsSpan(token.Start, length).CopyTo(word[1..]);
            (word[0], word[length + 1]) = ('<', '>');
            for (var size = LettersMin; size <= LettersMax; size++)
            {
                for (var at = 0; at + size <= length + 2; at++)
                {
                    features.Add(Keys.Then(Lettered, Keys.Of(word.Slice(at, size))), View.Letters, token.Start);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddConcepts(string text, FeatureList features)
    {
        var found = features.Concepts;
        concepts.Find(text, found, ConceptsMax);
        Span<int> distinct = stackalloc int[concepts.Names.Count];
        var count = 0;
        for (var i = 0; i < found.Count; i++)
        {
            var (concept, start, _) = found[i];
            if (!distinct[..count].Contains(concept))
            {
                features.Add(Keys.Then(Concept, (ulong)concept), View.Concepts, start);
                AddPairs(features, distinct[..count], concept, start);
                distinct[count++] = concept;
            }

            AddRows(text, features, i);
        }
    }

    /// <summary>Concepts that stand in one text, in whichever order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPairs(FeatureList features, ReadOnlySpan<int> others, int concept, int start)
    {
        foreach (var other in others)
        {
            features.Add(Keys.Then(Pair, Keys.Then((ulong)Math.Min(concept, other), (ulong)Math.Max(concept, other))), View.Concepts, start);
        }
    }

    /// <summary>Two and three concepts one after another, with little between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(string text, FeatureList features, int first)
    {
        var found = features.Concepts;
        for (var second = first + 1; second < found.Count && second <= first + SecondWithin; second++)
        {
            if (!IsNear(text, found[first], found[second]))
            {
                continue;
            }

            var key = Keys.Then(Row, Keys.Then((ulong)found[first].Concept, (ulong)found[second].Concept));
            features.Add(key, View.Concepts, found[first].Start);
            for (var third = second + 1; third < found.Count && third <= second + ThirdWithin; third++)
            {
                if (IsNear(text, found[second], found[third]))
                {
                    features.Add(Keys.Then(key, (ulong)found[third].Concept), View.Concepts, found[first].Start);
                }
            }
        }
    }

    private static bool IsNear(string text, (int Concept, int Start, int End) one, (int Concept, int Start, int End) next)
    {
        var gap = next.Start - one.End;
        return gap >= 0 && gap <= (Token.IsHan(text[one.Start]) ? HanGapMax : GapMax);
    }
}
