namespace Cardline.TestKit.Model.Evil;

/// <summary>What an obedient model sees when it obeys.</summary>
/// <param name="Request">All of it.</param>
/// <param name="Chinese">Whether the last words of the user are Chinese.</param>
internal sealed record EvilScene(ModelRequest Request, bool Chinese)
{
    /// <summary>Most characters of the prompt that are leaked.</summary>
    private const int LeakCharactersMax = 8_000;

    /// <summary>Gets everything it was sent.</summary>
    public string Prompt => Request.AllText is var all && all.Length > LeakCharactersMax ? all[..LeakCharactersMax] : Request.AllText;

    /// <summary>Looks at a request.</summary>
    public static EvilScene Of(ModelRequest request) => new(request, AttackFinder.Decoded(request.LastUserText).Any(letter => letter is >= '\u3400' and <= '\u9FFF'));

    /// <summary>Picks the words of the cardholder's language.</summary>
    public string Say(string english, string chinese) => Chinese ? chinese : english;
}
