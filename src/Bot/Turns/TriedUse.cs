using System.Text.Json;
using Cardline.Bot.Model;

namespace Cardline.Bot.Turns;

/// <summary>One thing that a turn asked a model for, and what became of it. The outcome's <c>model</c> repeats it.</summary>
/// <param name="Use">What for.</param>
/// <param name="Prompt">Name and hash of the prompt; null when there was no reply.</param>
/// <param name="Used">Whether the turn ended otherwise because of the reply.</param>
/// <param name="Fault">Why the reply was not used; null when it was, or when it was in order and there was nothing to change.</param>
internal sealed record TriedUse(ModelUse Use, string? Prompt, bool Used, UseFault? Fault)
{
    /// <summary>Gets the use as the log calls it.</summary>
    public string UseName => NameOf(Use);

    /// <summary>Gets the fault as the log calls it; null when there is none.</summary>
    public string? FaultName => Fault is { } fault ? NameOf(fault) : null;

    /// <summary>A word of a closed set as the log writes it: <c>second_opinion</c>.</summary>
    public static string NameOf<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());
}

/// <summary>Why a reply was not used. A closed set; docs/log.md names them.</summary>
internal enum UseFault
{
    /// <summary>Nothing usable came within the model's limits.</summary>
    NoReply,

    /// <summary>The reply was not in the form that was asked for.</summary>
    Form,

    /// <summary>It was in another language than the cardholder's.</summary>
    Language,

    /// <summary>It held a number, a product, a region or a quotation that stands nowhere in the conversation.</summary>
    Unsaid,

    /// <summary>The approved articles have nothing for it.</summary>
    NoArticle,

    /// <summary>A rule of ours does not let it act: an offer that was made before, an article that hands over, money at stake and no clear winner.</summary>
    HeldBack,

    /// <summary>The turn was decided before the reply counted, and the call was ended.</summary>
    NotNeeded,
}
