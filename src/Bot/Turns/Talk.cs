namespace Cardline.Bot.Turns;

/// <summary>What was said, as a prompt's variable: a list of <c>speaker</c> and <c>text</c>, oldest first, masked as it stands in the log.</summary>
internal static class Talk
{
    /// <summary>Most characters of one message; what is behind them is left out.</summary>
    public const int TextCharsMax = 600;

    /// <summary>The last messages of those given, without the system's lines and without what has no words.</summary>
    /// <param name="said">What was said, oldest first.</param>
    /// <param name="most">Most messages.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Of(IEnumerable<SaidEntry> said, int most) =>
    [
        .. said.Where(entry => entry.Speaker != "system" && entry.Text.Length > 0).TakeLast(most)
            .Select(entry => new Dictionary<string, object?>(StringComparer.Ordinal) { ["speaker"] = entry.Speaker, ["text"] = Cut(entry.Text) }),
    ];

    /// <summary>What was said before the messages to answer and after the last word of an agent: what an agent settled is not gone back behind.</summary>
    public static IReadOnlyList<SaidEntry> Before(Turn turn)
    {
        var before = turn.Said.Where(entry => entry.Seq < turn.Waiting[0].Seq).ToList();
        return before[(before.FindLastIndex(entry => entry.Speaker == "agent") + 1)..];
    }

    /// <summary>A text of at most so many characters, never ending in half a sign.</summary>
    public static string Cut(string text, int most = TextCharsMax) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
