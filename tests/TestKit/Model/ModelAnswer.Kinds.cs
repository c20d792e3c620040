namespace Cardline.TestKit.Model;

/// <summary>The kinds of answers.</summary>
public abstract partial record ModelAnswer
{
    internal sealed record Words(string? Content) : ModelAnswer
    {
        public double? TokensPerSecond { get; init; }

        public TimeSpan FirstAfter { get; init; }

        public IReadOnlyList<ModelToolCall> Calls { get; init; } = [];

        public string? Declined { get; init; }

        public bool Repeats { get; init; }

        public bool Filtered { get; init; }

        public bool WithoutChoices { get; init; }

        public int? StallsAfter { get; init; }

        public int? CutAfter { get; init; }

        public int? FailsAfter { get; init; }

        public bool EndsWithoutWord { get; init; }

        /// <summary>Gets after how many tokens nothing more of the words comes; null when they come whole.</summary>
        public int? BreaksAfter => StallsAfter ?? CutAfter ?? FailsAfter;
    }

    internal sealed record Problem(ModelProblem What, TimeSpan? RetryAfter = null) : ModelAnswer;

    internal sealed record Silence : ModelAnswer;

    internal sealed record Cut : ModelAnswer;

    internal sealed record Nonsense : ModelAnswer;

    internal sealed record Bytes(int Status, string ContentType, byte[] Body) : ModelAnswer;

    internal sealed record Embedded(TimeSpan After) : ModelAnswer;
}
