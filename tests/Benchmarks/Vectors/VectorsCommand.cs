using System.CommandLine;
using System.Text.Json.Nodes;
using Cardline.Knowledge;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Vectors;

namespace Cardline.Benchmarks.Vectors;

/// <summary>The command <c>vectors</c>: what vectors beside the words change, for models that know nothing, little and much; and what they cost.</summary>
/// <remarks>The models are made up. The figures show that a useless one does no harm and that a good one is used; they promise nothing of a real one.</remarks>
internal static class VectorsCommand
{
    private static readonly double[] Noises = [1, 2, 3, 4, 6];
    private static readonly int[] Sizes = [2_000, 10_000];
    private const int Seeds = 3;
    private const int Dimension = 1_536;

    internal static Command Make()
    {
        var own = new Option<DirectoryInfo>("--knowledge") { Description = "The knowledge folder whose tests/questions.dev.tsv is asked.", Required = true };
        var command = new Command("vectors", "Measure vectors beside the words, on development questions only.") { own };
        command.SetAction(parsed =>
        {
            Accuracy(parsed.GetRequiredValue(own).FullName, parsed.InvocationConfiguration.Output);
            var times = new Table("vectors", "numbers each", "p50 us", "p99 us", "processor us", "MiB");
            foreach (var rows in Sizes) NearestTime.Add(times, rows, Dimension, TimeProvider.System);
            parsed.InvocationConfiguration.Output.WriteLine(times.ToMarkdown());
        });
        return command;
    }

    private static void Accuracy(string folder, TextWriter output)
    {
        var table = new Table("model", "weight", "words", "hit@1", "hit@3", "answered, right", "calibration error", "in scope, but rejected", "out of scope, rejected", "seconds");
        var articleOf = ArticleOf(folder);
        Add(table, folder, model: null);
        for (var seed = 1; seed <= Seeds; seed++) Add(table, folder, PretendModel.Chance(seed));
        Add(table, folder, PretendModel.Letters());
        foreach (var noise in Noises) Add(table, folder, PretendModel.Oracle(articleOf.GetValueOrDefault, noise));
        output.WriteLine(table.ToMarkdown());
    }

    private static void Add(Table table, string folder, PretendModel? model)
    {
        using var written = new StringWriter();
        var spent = Spent.Begin(TimeProvider.System);
        var commands = new EditorCommands(new KnowledgeOptions(), TimeProvider.System, written, TextWriter.Null) { Embeddings = model is null ? null : new EmbeddingSource(model, model.Name) };
        commands.Eval(new EvalRequest(Path.Combine(folder, "tests", "questions.dev.tsv")) { Path = folder, Json = true });
        var report = JsonNode.Parse(written.ToString())!;
        double? Of(string name) => report[name]?.GetValue<double>();
        table.Add(
            model?.Name ?? "none",
            Table.Share(report["vectors"]?["weight"]?.GetValue<double>()),
            Table.Share(report["vectors"]?["words"]?.GetValue<double>()),
            Table.Percent(Of("hitAt1")), Table.Percent(Of("hitAt3")), Table.Percent(Of("answerPrecision")), Table.Share(Of("calibrationError")),
            Table.Percent(Of("falseRejection")), Table.Percent(Of("outOfScopeRecall")), Table.Number(spent.Wall.TotalSeconds));
    }

    private static Dictionary<string, string?> ArticleOf(string folder)
    {
        var articleOf = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var good in new FolderReader(folder).Read(null).Articles)
        {
            foreach (var text in good.Article.Questions.Append(good.Article.Title)) articleOf[VectorTexts.Sent(text.Text)] = good.Article.Id;
        }

        // What stands in an article is its own, whatever a question set says.
        var rows = File.ReadLines(Path.Combine(folder, "tests", "questions.dev.tsv")).Skip(1).Select(line => line.Split('\t')).Where(row => row.Length > 1);
        foreach (var row in rows) articleOf.TryAdd(VectorTexts.Sent(row[0]), row[1] == "-" ? null : row[1]);
        return articleOf;
    }
}
