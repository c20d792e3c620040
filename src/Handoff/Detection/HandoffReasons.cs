namespace Cardline.Handoff.Detection;

/// <summary>The closed set of reasons to bring in a person, in order of precedence.</summary>
/// <remarks>
/// A new reason is added here, in <c>knowledge-base/handoff.yml</c>, in its texts, and in the desk page's words; a test compares them.
/// </remarks>
public static class HandoffReasons
{
    /// <summary>No person is needed.</summary>
    public const string None = "none";

    /// <summary>Gets the reasons that hand over at once, most urgent first.</summary>
    public static IReadOnlyList<string> AtOnce { get; } =
    [
        "safety", "fraud", "takeover_scam", "lost_stolen", "human_request", "bereavement",
        "hardship", "dispute", "data_request", "regulator_legal_media", "complaint",
    ];

    /// <summary>Gets the reasons that make the bot offer a person, strongest first.</summary>
    public static IReadOnlyList<string> Offered { get; } =
        ["anger", "anxiety", "despair_sadness", "unhelped", "complex", "technical_error"];

    /// <summary>Gets the reasons that are a right of the cardholder, most urgent first: once noticed they stay open until an agent says what became of them.</summary>
    /// <remarks>Decision 0016. Their texts need <c>right_noted</c>.</remarks>
    public static IReadOnlyList<string> Rights { get; } = ["hardship", "dispute", "data_request", "complaint"];

    /// <summary>Gets all reasons, those that act at once before those that are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [.. AtOnce, .. Offered];

    /// <summary>Tells how urgent a reason is against others.</summary>
    /// <param name="reason">One of <see cref="All"/>.</param>
    /// <returns>0 for the most urgent; <see cref="int.MaxValue"/> for <see cref="None"/> and for what is no reason.</returns>
    public static int PrecedenceOf(string reason)
    {
        for (var place = 0; place < All.Count; place++)
        {
            if (All[place] == reason)
            {
                return place;
            }
        }

        return int.MaxValue;
    }
}
