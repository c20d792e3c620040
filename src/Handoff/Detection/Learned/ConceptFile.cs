using YamlDotNet.RepresentationModel;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>Reads <c>handoff/concepts.yml</c>: names, and under each the words of each language. A star at the end stands for any ending.</summary>
internal static class ConceptFile
{
    private static readonly string[] Languages = ["en", "zh-Hans"];

    /// <summary>Reads the concepts.</summary>
    /// <param name="file">The file's name, for faults.</param>
    /// <param name="text">Its text.</param>
    /// <param name="variants">How characters are folded.</param>
    /// <exception cref="HandoffFileException">Something is wrong with it; the faults say where.</exception>
    public static Concepts Read(string file, string text, Variants variants)
    {
        var reader = new YamlDocumentReader(file);
        var names = new List<string>();
        var words = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var (name, key, value) in reader.Entries(reader.Root(text)))
        {
            if (value is not YamlMappingNode languages || names.Count >= Concepts.CountMax)
            {
                reader.Fault(key, "HND115", $"A concept has to be a name with the words under en and zh-Hans, and there may be {Concepts.CountMax} of them.");
                continue;
            }

            reader.CheckNames(languages, Languages);
            foreach (var (word, node) in Languages.SelectMany(lang => reader.Texts(languages, lang)))
            {
                var piece = Piece(word, variants);
                if (piece.Length is 0 or > PatternPart.PieceCharsMax)
                {
                    reader.Fault(node, "HND115", $"\"{word}\" has to have 1 to {PatternPart.PieceCharsMax - 2} letters.");
                    continue;
                }

                (words.TryGetValue(piece, out var concepts) ? concepts : words[piece] = []).Add(names.Count);
            }

            names.Add(name);
        }

        reader.ThrowIfFaulty();
        return new Concepts(names, words);
    }

    /// <summary>Letters of ours begin and end where words do; Chinese has no such places.</summary>
    private static string Piece(string word, Variants variants)
    {
        var isOpen = word.EndsWith('*');
        var folded = FoldedText.Of(isOpen ? word[..^1] : word, variants).Folded.Trim();
        if (folded.Length == 0)
        {
            return string.Empty;
        }

        var first = Sieve.IsInWord(folded[0]) ? PatternPart.Edge.ToString() : string.Empty;
        var last = !isOpen && Sieve.IsInWord(folded[^1]) ? PatternPart.Edge.ToString() : string.Empty;
        return first + folded + last;
    }
}
