namespace Cardline.Handoff.Detection.Learned;

/// <summary>Something that is learnt about a message from examples: a closed set of labels, one of which says that there is nothing.</summary>
/// <param name="Name">The first part of the name of its files in <c>handoff/examples</c>, as in <c>reason.en.tsv</c>.</param>
/// <param name="Labels">What an example may be labelled; the last one says that there is nothing.</param>
internal sealed record Subject(string Name, IReadOnlyList<string> Labels)
{
    /// <summary>Gets the reason why a person is needed.</summary>
    public static Subject Reason { get; } = new("reason", [.. HandoffReasons.All, HandoffReasons.None]);

    /// <summary>Gets what the cardholder feels towards the own affair with the bank.</summary>
    public static Subject Emotion { get; } = new("emotion", ["anger", "anxiety", "despair_sadness", "neutral"]);

    /// <summary>Gets all subjects, in the order of <see cref="Impression"/>.</summary>
    public static IReadOnlyList<Subject> All { get; } = [Reason, Emotion];

    /// <summary>Gets the place of the label that says that there is nothing.</summary>
    public int Nothing => Labels.Count - 1;

    /// <summary>Returns the place of a label; -1 when it is none of them.</summary>
    public int PlaceOf(string label)
    {
        for (var place = 0; place < Labels.Count; place++)
        {
            if (Labels[place] == label)
            {
                return place;
            }
        }

        return -1;
    }
}
