namespace Cardline.Handoff.Detection;

/// <summary>A text, and which patterns may be found in it.</summary>
/// <param name="Words">The text.</param>
/// <param name="Candidates">One bit for each pattern by its number; null when any may be found.</param>
internal readonly record struct SiftedText(string Words, ulong[]? Candidates)
{
    /// <summary>Whether a pattern may be found; false only when it certainly is not.</summary>
    public bool MayHold(int number) => Candidates is null || number < 0 || (Candidates[number >> 6] & (1UL << number)) != 0;
}
