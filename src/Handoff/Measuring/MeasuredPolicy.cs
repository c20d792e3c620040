using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Measuring;

/// <summary>The policy of an editors' folder, for measuring: judges as the server would. Its words have their facts not filled in, and reach nobody.</summary>
public static class MeasuredPolicy
{
    private static readonly string[] Languages = ["en", "zh-Hans"];

    /// <summary>Reads the policy. Every measurement gets its policy here and nowhere else.</summary>
    /// <param name="folder">The editors' folder; <c>handoff.yml</c> is in it, and what there is to learn from.</param>
    /// <exception cref="HandoffFileException">The rules are broken; it names every fault.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IHandoffPolicy Read(string folder) => new Judging(HandoffPolicy.FromFolder(folder), new Lazy<Dictionary<string, TextFile>>(() => Languages.ToDictionary(
        lang => lang,
        lang => TextFile.Read($"handoff/texts.{lang}.yml", File.ReadAllText(Path.Combine(folder, "handoff", $"texts.{lang}.yml")), _ => true),
        StringComparer.Ordinal)));

    private sealed class Judging(HandoffPolicy policy, Lazy<Dictionary<string, TextFile>> texts) : IHandoffPolicy
    {
        public string Version => policy.Version;

        public HandoffDecision AtOnce(IReadOnlyList<SaidTurn> said) => policy.AtOnce(said);

        public HandoffDecision AfterAnswer(IReadOnlyList<SaidTurn> said, string outcome) => policy.AfterAnswer(said, outcome);

        public IReadOnlyList<HandoffDecision> Rights(IReadOnlyList<SaidTurn> said) => policy.Rights(said);

        public HandoffTexts TextsFor(string reason, string lang) => texts.Value[lang].Reasons[reason];
    }
}
