using System.CommandLine;
using Cardline.Benchmarks.Sets;

namespace Cardline.Benchmarks.Converting;

/// <summary>The command <c>convert</c>: a public data set becomes a knowledge folder and a question set for <c>kb eval</c>.</summary>
internal static class ConvertCommand
{
    private const int PerArticleMax = 10_000;

    internal static Command Make() => new("convert", "Make a knowledge folder and a question set of a public data set.")
    {
        Of(Banking77.Name, [], Banking77.Read),
        Of(Clinc150.Name, [], Clinc150.Read),
        Of("banking77-oos", [Banking77Oos.Name], Banking77Oos.Read),
    };

    private static Command Of(string name, string[] aliases, Func<DataFolder, DataSet> read)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder of the data sets, or of this one.", Required = true };
        var folder = new Option<DirectoryInfo>("--out") { Description = "The knowledge folder to write; articles/ in it must not exist.", Required = true };
        var count = new Option<int?>("--per-article") { Description = "Sample questions per article; all when not given." };
        var seed = new Option<int>("--seed") { Description = "Which questions are drawn, and which fold is held out.", DefaultValueFactory = _ => 1 };
        var command = new Command(name, $"Convert {name}.") { data, folder, count, seed };
        foreach (var alias in aliases) command.Aliases.Add(alias);
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            try
            {
                var set = read(new DataFolder(parsed.GetRequiredValue(data).FullName));
                output.WriteLine(Write(set, parsed.GetRequiredValue(folder).FullName, parsed.GetValue(count), parsed.GetValue(seed)));
                return 0;
            }
            catch (DataFault fault)
            {
                parsed.InvocationConfiguration.Error.WriteLine(fault.Message);
                return 1;
            }
        });
        return command;
    }

    /// <returns>One line that says what was written.</returns>
    internal static string Write(DataSet set, string folder, int? perArticle, int seed)
    {
        if (Directory.Exists(Path.Combine(folder, "articles"))) throw new DataFault("There are articles in that folder already; name another one with --out.");
        var (learnt, asked, heldOut) = Cut(set, seed);
        if (perArticle is { } count) learnt = Splits.PerArticle(learnt, Math.Clamp(count, 1, PerArticleMax), seed);
        var articles = ArticleFolder.Articles(learnt);
        ArticleFolder.Write(folder, set.Name.Replace('_', '-'), articles);
        IEnumerable<MadeQuestion> questions =
        [
            .. ArticleFolder.Questions(asked),
            .. set.OutOfScope.SelectMany(kind => kind.Texts).Select(text => new MadeQuestion(text, null)),
        ];
        var rows = questions.ToList();
        ArticleFolder.WriteQuestions(Path.Combine(folder, "questions.tsv"), rows);
        return $"{articles.Count} articles with {learnt.Count} questions; questions.tsv asks {rows.Count} ({heldOut}).";
    }

    private static (IReadOnlyList<Labelled> Learnt, IReadOnlyList<Labelled> Asked, string HeldOut) Cut(DataSet set, int seed)
    {
        if (set.HeldOut is { } rows) return (set.Training, rows, $"the {set.HeldOutName} part");
        var folds = Splits.FoldOf(set.Training, seed);
        return (
            [.. set.Training.Where((_, number) => folds[number] != 0)],
            [.. set.Training.Where((_, number) => folds[number] == 0)],
            $"one fold of {Splits.Folds} of the training part, left out of the articles");
    }
}
