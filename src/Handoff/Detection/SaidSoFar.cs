using System.Collections;

namespace Cardline.Handoff.Detection;

/// <summary>
/// What was said so far, for all judgements of one turn: what the first makes of the last messages need not be made again by the next.
/// Any other list is judged alike, only not as fast. Not for several threads at once.
/// </summary>
/// <param name="turns">The conversation, oldest first. Must not change any more.</param>
public sealed class SaidSoFar(IReadOnlyList<SaidTurn> turns) : IReadOnlyList<SaidTurn>
{
    /// <inheritdoc/>
    public int Count => turns.Count;

    /// <summary>Gets or sets what was made of the messages at the end, and by which rules; null before anybody asked.</summary>
    internal Burst? LastBurst { get; set; }

    /// <inheritdoc/>
    public SaidTurn this[int index] => turns[index];

    /// <inheritdoc/>
    public IEnumerator<SaidTurn> GetEnumerator() => turns.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
