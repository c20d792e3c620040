namespace Cardline.Bot.Turns;

/// <summary>A message that invokes a right.</summary>
/// <param name="Right">Which, one of <see cref="Handoff.Detection.HandoffReasons.Rights"/>.</param>
/// <param name="Seq">Number of the message in the log.</param>
/// <param name="At">When it was written, as the log says.</param>
/// <param name="Evidence">The words that tell; null when no words did.</param>
/// <param name="Rule">The rule that found them; null when none did.</param>
internal sealed record RightNotice(string Right, long Seq, DateTimeOffset At, string? Evidence, string? Rule);
