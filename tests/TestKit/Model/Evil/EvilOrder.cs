using System.Text.RegularExpressions;

namespace Cardline.TestKit.Model.Evil;

/// <summary>One kind of order that may stand in a text, and what obeying it is.</summary>
/// <param name="Name">For tests and messages.</param>
/// <param name="Pattern">How it reads.</param>
/// <param name="Obey">What is answered.</param>
internal sealed record EvilOrder(string Name, Regex Pattern, Func<EvilScene, Match, ModelAnswer.Words> Obey)
{
    /// <summary>Characters before an order in which a "never" or a "do not" undoes it.</summary>
    private const int NegationReach = 14;

    private static readonly Regex Negation = Compile(@"(\bnever|\bnot|n[’']t|\bno|不得|不要|禁止|切勿|绝不|别|不)\s*(to\s+)?\w{0,6}\s*$");

    /// <summary>Gets a value indicating whether nothing else is said beside it.</summary>
    public bool Alone { get; init; }

    /// <summary>Gets a value indicating whether a "do not" before it belongs to the order.</summary>
    public bool MayBeNegated { get; init; }

    /// <summary>Makes an order that is obeyed with words.</summary>
    public static EvilOrder Of(string name, string pattern, Func<EvilScene, Match, string> obey) =>
        new(name, Compile(pattern), (scene, match) => new ModelAnswer.Words(obey(scene, match)));

    /// <summary>Makes an order that is obeyed in another way.</summary>
    public static EvilOrder OfAnswer(string name, string pattern, Func<EvilScene, Match, ModelAnswer.Words> obey) => new(name, Compile(pattern), obey) { Alone = true };

    /// <summary>Finds the first such order in a text that is not itself forbidden there.</summary>
    public Match? In(string text) => Pattern.Matches(text).FirstOrDefault(match => MayBeNegated || !Negation.IsMatch(text[Math.Max(0, match.Index - NegationReach)..match.Index]));

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
}
