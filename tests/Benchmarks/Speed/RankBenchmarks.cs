using BenchmarkDotNet.Attributes;
using Cardline.Knowledge;
using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Speed;

/// <summary>Time and bytes of one question. Public and open because BenchmarkDotNet makes a class of its own from it.</summary>
[MemoryDiagnoser]
public class RankBenchmarks
{
    private IRanker ranker = null!;
    private IKnowledgeBase knowledge = null!;
    private Question asked = null!;

    /// <summary>Gets or sets what is asked.</summary>
    [Params(QuestionLength.Brief, QuestionLength.Wordy)]
    public QuestionLength Length { get; set; }

    // Runs in this process, so what the command read is handed over here.
    internal static SpeedSubject? Subject { get; set; }

    /// <summary>Takes what the command read.</summary>
    [GlobalSetup]
    public void Take()
    {
        var subject = Subject ?? throw new InvalidOperationException("Start this with the command speed.");
        (ranker, knowledge) = (subject.Ranker, subject.Knowledge);
        asked = new Question(Length == QuestionLength.Brief ? subject.ShortQuestion : subject.LongQuestion, "en", subject.Moment);
    }

    /// <summary>All articles in order, with their probabilities.</summary>
    [Benchmark]
    public int Rank() => ranker.Rank(asked.Text).Articles.Count;

    /// <summary>The whole reply: ranked, decided, written.</summary>
    [Benchmark]
    public KnowledgeAnswer Ask() => knowledge.Ask(asked);
}

/// <summary>Which of the two questions is asked.</summary>
public enum QuestionLength
{
    /// <summary>Shorter than nine in ten.</summary>
    Brief,

    /// <summary>Longer than 99 in a hundred.</summary>
    Wordy,
}

/// <summary>What is measured.</summary>
internal sealed record SpeedSubject(string Name, IRanker Ranker, IKnowledgeBase Knowledge, string ShortQuestion, string LongQuestion, IReadOnlyList<string> Questions, DateTimeOffset Moment);
