namespace Cardline.Benchmarks.Variants;

/// <summary>Makes one typing slip in a question: a finger's in English, an input method's in Chinese.</summary>
internal sealed class Slips(int seed)
{
    private const int WordLettersMin = 4;

    // Neighbours on the usual keyboard, row by row.
    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    // Characters of one sound, or of one sound but for the tone, that input methods offer beside each other.
    private const string Homophones =
        "账帐已以做作在再的得象像那哪吗嘛他她到道即既份分需须副付费废换还录陆码吗支只申审现限期其积级销消查察订定绑帮密秘信新提题升生降将" +
        "补不办半寄记邮由址指首手机几电店话化短断息惜利力率律汇会币必被备片骗动冻节结所锁商伤护户退腿货获议意投头诉速客课年念取去是事额俄境竟";

    private static readonly Dictionary<char, char> SameSound = Pairs();
    private readonly Random random = new(seed);

    /// <summary>Gets how many pairs the table of Chinese slips has.</summary>
    internal static int HomophonePairs => Homophones.Length / 2;

    /// <returns>The question with one slip, or null when there is nothing in it to slip on.</returns>
    internal string? In(string text, bool chinese) => chinese ? Chinese(text) : English(text);

    private string? Chinese(string text)
    {
        var places = Enumerable.Range(0, text.Length).Where(place => SameSound.ContainsKey(text[place])).ToList();
        if (places.Count == 0) return null;
        var at = places[random.Next(places.Count)];
        return text[..at] + SameSound[text[at]] + text[(at + 1)..];
    }

    private string? English(string text)
    {
        var words = Words(text);
        if (words.Count == 0) return null;
        var (start, length) = words[random.Next(words.Count)];
        var word = text.Substring(start, length);
        // The first letter is rarely the one that slips, and a slip that changes nothing (the swap of two equal letters) is no slip.
        var first = random.Next(4);
        for (var kind = 0; kind < 4; kind++)
        {
            var slipped = Slip(word, (first + kind) % 4, 1 + random.Next(word.Length - 1));
            if (slipped != word) return text[..start] + slipped + text[(start + length)..];
        }

        return null;
    }

    private string Slip(string word, int kind, int at) => kind switch
    {
        0 => word[..(at - 1)] + word[at] + word[at - 1] + word[(at + 1)..],
        1 => word.Remove(at, 1),
        2 => word.Insert(at, word[at].ToString()),
        _ => word[..at] + Neighbour(word[at]) + word[(at + 1)..],
    };

    private char Neighbour(char letter)
    {
        var row = Array.Find(Rows, keys => keys.Contains(char.ToLowerInvariant(letter)));
        if (row is null) return letter;
        var place = row.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
        var side = place == 0 ? 1 : place == row.Length - 1 || random.Next(2) == 0 ? -1 : 1;
        return row[place + side];
    }

    private static List<(int Start, int Length)> Words(string text)
    {
        var words = new List<(int, int)>();
        var start = -1;
        for (var place = 0; place <= text.Length; place++)
        {
            var letter = place < text.Length && char.IsAsciiLetter(text[place]);
            if (letter && start < 0) start = place;
            if (letter || start < 0) continue;
            if (place - start >= WordLettersMin) words.Add((start, place - start));
            start = -1;
        }

        return words;
    }

    private static Dictionary<char, char> Pairs()
    {
        var table = new Dictionary<char, char>();
        for (var place = 0; place + 1 < Homophones.Length; place += 2)
        {
            table.TryAdd(Homophones[place], Homophones[place + 1]);
            table.TryAdd(Homophones[place + 1], Homophones[place]);
        }

        return table;
    }
}
