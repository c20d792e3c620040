using System.Runtime.InteropServices;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Index;

/// <summary>What a written English word comes to when it is searched for.</summary>
/// <param name="Written">As folded.</param>
/// <param name="Stem">Without common endings.</param>
/// <param name="Key">Hash of the stem.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WordForm(string Written, string Stem, ulong Key)
{
    internal static WordForm Of(string written)
    {
        var stem = EnglishStem.Of(written);
        return new WordForm(written, stem, FeatureReader.KeyOf(stem));
    }
}

/// <summary>The forms of the words that the articles hold, so that nothing is cut off and copied when a question holds one of them. Immutable.</summary>
internal sealed class KnownWords
{
    private readonly Dictionary<string, WordForm>.AlternateLookup<ReadOnlySpan<char>> forms;

    internal KnownWords(IEnumerable<string> words) =>
        forms = words.Distinct(StringComparer.Ordinal).ToDictionary(word => word, WordForm.Of, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Gets none: for whoever reads an index's own texts.</summary>
    internal static KnownWords None { get; } = new([]);

    /// <summary>The form of a word; the same whether it is known or not.</summary>
    internal WordForm Of(ReadOnlySpan<char> written) => forms.TryGetValue(written, out var form) ? form : WordForm.Of(written.ToString());
}
