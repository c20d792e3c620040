namespace Cardline.Bot.Gate.Masking;

/// <summary>One stretch of a text to be overwritten.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">After the last character.</param>
/// <param name="Kind">One of <see cref="MaskKinds"/>.</param>
/// <param name="Replacement">What stands there instead; never holds a cue, so that masking twice changes nothing.</param>
internal readonly record struct Finding(int Start, int End, string Kind, string Replacement);
