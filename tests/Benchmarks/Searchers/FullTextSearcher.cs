using System.Text.RegularExpressions;
using Cardline.Benchmarks.Converting;
using Microsoft.Data.Sqlite;

namespace Cardline.Benchmarks.Searchers;

/// <summary>SQLite FTS5 with its BM25 and the porter stemmer, in memory.</summary>
/// <remarks>
/// By document: each article is one row of title, questions and body. By row: title and each question are rows of their own, and
/// an article scores the sum of those of its rows that are among the best ten per article.
/// </remarks>
internal sealed partial class FullTextSearcher : ISearcher
{
    private const int BestRows = 10;
    private const int WordsMax = 64;
    private readonly SqliteConnection connection;
    private readonly SqliteCommand query;
    private readonly SqliteParameter words;
    private readonly bool byRow;

    internal FullTextSearcher(IReadOnlyList<MadeArticle> articles, bool byRow, int limit)
    {
        this.byRow = byRow;
        connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Run("CREATE VIRTUAL TABLE texts USING fts5(article UNINDEXED, text, tokenize = 'porter unicode61')");
        Fill(articles);
        Run("INSERT INTO texts(texts) VALUES('optimize')");
        query = connection.CreateCommand();
        query.CommandText = "SELECT article, rank FROM texts WHERE texts MATCH $words ORDER BY rank LIMIT $limit";
        words = query.Parameters.Add("$words", SqliteType.Text);
        query.Parameters.AddWithValue("$limit", byRow ? -1 : limit);
        query.Prepare();
    }

    public string Name => byRow ? "SQLite FTS5, rows" : "SQLite FTS5, documents";

    public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime;

    public Ranking Rank(string question)
    {
        var quoted = Word().Matches(question).Take(WordsMax).Select(match => $"\"{match.Value}\"").ToList();
        if (quoted.Count == 0) return new Ranking([], 0);
        words.Value = string.Join(" OR ", quoted);
        using var reader = query.ExecuteReader();
        // SQLite's rank is lower the better.
        return byRow ? SumOfBest(reader) : InOrder(reader);
    }

    /// <summary>Memory of the database: all its pages.</summary>
    internal long Bytes()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        query.Dispose();
        connection.Dispose();
    }

    private static Ranking InOrder(SqliteDataReader reader)
    {
        var articles = new List<string>();
        var best = 0.0;
        while (reader.Read())
        {
            if (articles.Count == 0) best = -reader.GetDouble(1);
            articles.Add(reader.GetString(0));
        }

        return new Ranking(articles, best);
    }

    private static Ranking SumOfBest(SqliteDataReader reader)
    {
        var sums = new Dictionary<string, (double Sum, int Rows)>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var article = reader.GetString(0);
            var (sum, rows) = sums.GetValueOrDefault(article);
            if (rows < BestRows) sums[article] = (sum - reader.GetDouble(1), rows + 1);
        }

        var ordered = sums.OrderByDescending(pair => pair.Value.Sum).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        return new Ranking(ordered.ConvertAll(pair => pair.Key), ordered.Count == 0 ? 0 : ordered[0].Value.Sum);
    }

    private void Fill(IReadOnlyList<MadeArticle> articles)
    {
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO texts(article, text) VALUES($article, $text)";
        var article = insert.Parameters.Add("$article", SqliteType.Text);
        var text = insert.Parameters.Add("$text", SqliteType.Text);
        foreach (var made in articles)
        {
            article.Value = made.Id;
            IEnumerable<string> parts = byRow ? made.Questions.Prepend(made.Title) : [WholeText(made)];
            foreach (var part in parts)
            {
                text.Value = part;
                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    internal static string WholeText(MadeArticle article) => string.Join('\n', article.Questions.Prepend(article.Title).Append(article.Body));

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
