using Cardline.Knowledge.Search;
using Cardline.Knowledge.Vectors;

namespace Cardline.Benchmarks.Vectors;

/// <summary>What comparing one question with all vectors costs.</summary>
internal static class NearestTime
{
    private const int RowsOfAnArticle = 10;
    private const int Rounds = 200;
    private const int WarmUp = 50;

    /// <summary>Rows of the table: one for each number of vectors.</summary>
    internal static void Add(Table table, int rows, int dimension, TimeProvider time)
    {
        var random = new Random(1);
        float[] Draw()
        {
            var vector = new float[dimension];
            for (var i = 0; i < dimension; i++) vector[i] = (float)(random.NextDouble() - 0.5);
            var unit = new float[dimension];
            UnitVector.TryOf(vector, unit);
            return unit;
        }

        var documents = Enumerable.Range(0, rows / RowsOfAnArticle)
            .Select(number => new RankedDocument($"a{number}", [], [.. Enumerable.Range(0, RowsOfAnArticle).Select(i => $"{number} {i}")], [], [], new Dictionary<string, IReadOnlyList<string>>()))
            .ToList();
        var vectors = ArticleVectors.Of(documents, _ => Draw())!;
        var (question, nearest) = (Draw(), new float[documents.Count]);
        for (var i = 0; i < WarmUp; i++) vectors.Nearest(question, nearest);
        var microseconds = new List<double>(Rounds);
        var processor = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Rounds; i++)
        {
            var began = time.GetTimestamp();
            vectors.Nearest(question, nearest);
            microseconds.Add(time.GetElapsedTime(began).TotalMicroseconds);
        }

        var spent = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / Rounds;
        microseconds.Sort();
        table.Add($"{rows}", $"{dimension}", Table.Number(microseconds[Rounds / 2]), Table.Number(microseconds[Rounds * 99 / 100]), Table.Number(spent), Table.Number((double)rows * dimension * sizeof(float) / (1 << 20)));
    }
}
