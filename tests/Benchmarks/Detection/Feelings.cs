using Cardline.Benchmarks.Sets;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Benchmarks.Detection;

/// <summary>What the feelings of GoEmotions are taken for.</summary>
internal static class Feelings
{
    internal const string Upset = "upset";
    internal const string Calm = "calm";
    internal const string Neutral = "neutral";

    /// <summary>A comment with one of these is upset, whatever else it has.</summary>
    internal static readonly string[] OfUpset =
    [
        "anger", "annoyance", "disapproval", "disgust", "fear", "nervousness", "sadness", "grief", "remorse", "disappointment", "embarrassment",
    ];

    /// <summary>The feelings behind each of our labels; disgust is behind none of them, nor is any calm feeling but neutral.</summary>
    internal static readonly (string Label, string[] Feelings)[] OfEmotion =
    [
        ("anger", ["anger", "annoyance", "disapproval"]),
        ("anxiety", ["fear", "nervousness"]),
        ("despair_sadness", ["sadness", "grief", "remorse", "disappointment", "embarrassment"]),
        (Neutral, [Neutral]),
    ];

    internal static readonly Subject Mood = new("mood", [Upset, Calm]);

    internal static string MoodOf(Comment comment) => comment.Feelings.Any(feeling => OfUpset.Contains(feeling)) ? Upset : Calm;

    /// <returns>Null for a comment that has another feeling too, or feelings of several labels.</returns>
    internal static string? EmotionOf(Comment comment)
    {
        foreach (var (label, feelings) in OfEmotion)
        {
            if (comment.Feelings.All(feeling => feelings.Contains(feeling))) return label;
        }

        return null;
    }
}
