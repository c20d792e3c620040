using System.Text;

namespace Cardline.Bot.Turns.Reply.Composing;

/// <summary>
/// The plainest cut there is: behind a full stop, a question or an exclamation mark, and at the end of a line. It knows no abbreviations;
/// a sentence that is cut in the wrong place carries less and fails the check, so a mistake here costs a draft and never a false word.
/// </summary>
internal sealed class PlainCutters : ISentenceCutters
{
    /// <summary>Longest piece that is taken for a sentence; the check refuses anything near it.</summary>
    public const int SentenceCharsMax = 600;

    private const string WideStops = "。！？";
    private const string NarrowStops = ".!?";
    private const string Closing = "”’」』）)\"*";

    /// <inheritdoc/>
    public ISentenceCutter Begin() => new Cutter();

    private sealed class Cutter : ISentenceCutter
    {
        private readonly StringBuilder held = new();
        private int scanned;

        public IEnumerable<string> Add(string piece)
        {
            held.Append(piece);
            var whole = new List<string>();
            while (scanned < held.Length && EndAt(scanned) is { } end)
            {
                if (end == 0)
                {
                    scanned++;
                    continue;
                }

                var sentence = held.ToString(0, end);
                held.Remove(0, end);
                scanned = 0;
                if (!string.IsNullOrWhiteSpace(sentence))
                {
                    whole.Add(sentence);
                }
            }

            return whole;
        }

        public IEnumerable<string> End()
        {
            var rest = held.ToString();
            held.Clear();
            scanned = 0;
            return string.IsNullOrWhiteSpace(rest) ? [] : [rest];
        }

        /// <summary>Where the sentence ends that this character ends; 0 when it ends none, null when only what comes next can tell.</summary>
        private int? EndAt(int at)
        {
            if (at + 1 >= SentenceCharsMax)
            {
                return at + 1;
            }

            var mark = held[at];
            if (mark == '\n')
            {
                // A line break goes with the words behind it: it says how they are joined.
                return HasWordsBefore(at) ? at : 0;
            }

            var wide = WideStops.Contains(mark, StringComparison.Ordinal);
            if (!wide && !NarrowStops.Contains(mark, StringComparison.Ordinal))
            {
                return 0;
            }

            var next = at + 1;
            while (next < held.Length && Closing.Contains(held[next], StringComparison.Ordinal))
            {
                next++;
            }

            return next == held.Length ? null : wide || char.IsWhiteSpace(held[next]) ? next : 0;
        }

        private bool HasWordsBefore(int end)
        {
            for (var at = 0; at < end; at++)
            {
                if (!char.IsWhiteSpace(held[at]))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
