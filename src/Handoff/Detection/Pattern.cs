using System.Text.RegularExpressions;

namespace Cardline.Handoff.Detection;

/// <summary>One pattern of the rules, bounded in time for any text.</summary>
/// <remarks>
/// The linear-time engine takes about ten milliseconds to build per pattern, seconds for a rule file. So a pattern starts on
/// the ordinary engine with a time limit, and moves to the linear-time one for good when a text ever makes it run over.
/// Compiling them all to code was measured at five times the processor time of reading the rule file, and the <see cref="Sieve"/> leaves
/// hardly one or two of them to be tried on a message.
/// </remarks>
internal sealed partial class Pattern
{
    /// <summary>Most matches looked at in one text.</summary>
    public const int MatchesMax = 16;

    private const RegexOptions Shared = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(20);
    private static readonly (int Start, int End)[] Nowhere = [];

    private readonly Regex _ordinary;
    private volatile Regex? _linear;

    /// <summary>Makes a pattern.</summary>
    /// <param name="text">A regular expression that both engines understand.</param>
    /// <param name="number">Its place among the patterns that the <see cref="Sieve"/> knows; negative when it is not one of them.</param>
    /// <exception cref="ArgumentException">It is not one.</exception>
    public Pattern(string text, int number = -1)
    {
        if (OnlyOrdinary().IsMatch(text))
        {
            throw new ArgumentException("Look-around, back references and atomic groups are not to be had here.", nameof(text));
        }

        Number = number;
        _ordinary = new Regex(text, Shared, Limit);
    }

    /// <summary>Gets its place among the patterns that the <see cref="Sieve"/> knows; negative when it is not one of them.</summary>
    public int Number { get; }

    /// <summary>Gets a value indicating whether it has moved to the linear-time engine.</summary>
    public bool IsLinear => _linear is not null;

    /// <summary>Whether it is found in a text.</summary>
    public bool IsMatch(SiftedText text) => Spans(text, 1).Count > 0;

    /// <summary>Lists where it is found, the first <see cref="MatchesMax"/> places, none of them empty.</summary>
    public IReadOnlyList<(int Start, int End)> Spans(SiftedText sifted, int most = MatchesMax)
    {
        if (!sifted.MayHold(Number))
        {
            return Nowhere;
        }

        var text = sifted.Words;
        if (_linear is null)
        {
            try
            {
                return Spans(_ordinary, text, most);
            }
            catch (RegexMatchTimeoutException)
            {
                _linear = new Regex(_ordinary.ToString(), Shared | RegexOptions.NonBacktracking);
            }
        }

        return Spans(_linear, text, most);
    }

    /// <summary>Gets the regular expression.</summary>
    public override string ToString() => _ordinary.ToString();

    /// <summary>Most of those that look at a sentence are not found, so looking in vain makes nothing that must be cleared away.</summary>
    private static IReadOnlyList<(int Start, int End)> Spans(Regex engine, string text, int most)
    {
        List<(int, int)>? spans = null;
        foreach (var hit in engine.EnumerateMatches(text))
        {
            if (hit.Length > 0)
            {
                (spans ??= []).Add((hit.Index, hit.Index + hit.Length));
            }

            if (spans?.Count >= most)
            {
                break;
            }
        }

        return spans is null ? Nowhere : spans;
    }

    [GeneratedRegex(@"\(\?(?:[=!>(]|<[=!])|\\[1-9k]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OnlyOrdinary();
}
