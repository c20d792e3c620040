using System.CommandLine;
using Cardline.Knowledge;
using Cardline.Knowledge.Editing;

namespace Cardline.Bot.Commands;

/// <summary>The commands <c>kb lint</c>, <c>kb ask</c>, <c>kb eval</c> and <c>kb import</c>; what they do is in the knowledge room.</summary>
internal static class KnowledgeCommands
{
    /// <param name="options">The knowledge settings of the host.</param>
    /// <param name="time">The clock of facts and versions.</param>
    /// <param name="embeddings">Where vectors come from, called by <c>kb ask</c> and <c>kb eval</c> only; null, or giving null, when no model for them is configured.</param>
    /// <returns>The command <c>kb</c> with its children.</returns>
    internal static Command Create(KnowledgeOptions options, TimeProvider time, Func<EmbeddingSource?>? embeddings = null) => new("kb", "Check, ask, measure and fill the knowledge base.")
    {
        Lint(options, time),
        Ask(options, time, embeddings),
        Eval(options, time, embeddings),
        Import(options, time),
    };

    private static Command Lint(KnowledgeOptions options, TimeProvider time)
    {
        var path = PathOption();
        var format = new Option<string>("--format") { Description = "text (file:line:col for each finding) or sarif (SARIF 2.1.0, for code hosts).", DefaultValueFactory = _ => "text" };
        var command = new Command("lint", "Check every article; exit 1 on any error.") { path, format };
        command.SetAction(result => Commands(options, time, result)
            .Lint(result.GetValue(path), result.GetRequiredValue(format), terminal: !Console.IsErrorRedirected));
        return command;
    }

    private static Command Ask(KnowledgeOptions options, TimeProvider time, Func<EmbeddingSource?>? embeddings)
    {
        var question = new Argument<string>("question") { Description = "The words of a cardholder." };
        var lang = new Option<string?>("--lang") { Description = "Language of the answer: en or zh-Hans. Without it, the script of the question." };
        var path = PathOption();
        var json = JsonOption();
        var why = new Option<bool>("--why") { Description = "Say which words, which sample question and which filters put the first article first." };
        var earlier = new Option<string?>("--earlier") { Description = "The question asked just before." };
        var earlierArticle = new Option<string?>("--earlier-article") { Description = "The article that answered it. Without it, the one that answers it now." };
        var product = new Option<string?>("--product") { Description = "The product the cardholder holds, such as gold." };
        var region = new Option<string?>("--region") { Description = "The cardholder's region, such as CN." };
        var on = new Option<string?>("--on") { Description = "Ask as of this day in the bank's time zone, YYYY-MM-DD." };
        var command = new Command("ask", "Ask one question.") { question, lang, path, json, why, earlier, earlierArticle, product, region, on };
        command.SetAction(result => Commands(options, time, result, embeddings).Ask(new AskRequest(result.GetRequiredValue(question))
        {
            Lang = result.GetValue(lang),
            Path = result.GetValue(path),
            Json = result.GetValue(json),
            Why = result.GetValue(why),
            Earlier = result.GetValue(earlier),
            EarlierArticle = result.GetValue(earlierArticle),
            Product = result.GetValue(product),
            Region = result.GetValue(region),
            On = result.GetValue(on),
        }));
        return command;
    }

    private static Command Eval(KnowledgeOptions options, TimeProvider time, Func<EmbeddingSource?>? embeddings)
    {
        var questions = new Option<string>("--questions") { Description = "A TSV file with the header question, article, lang.", Required = true };
        var path = PathOption();
        var json = JsonOption();
        var articles = new Option<bool>("--articles") { Description = "List every article, not only the ten that fared worst." };
        var save = new Option<string?>("--save") { Description = "Keep figures and results in this file." };
        var baseline = new Option<string?>("--baseline") { Description = "Compare with a file written by --save; exit 1 when a guarded figure got worse." };
        var command = new Command("eval", "Measure the answers on a question set.") { questions, path, json, articles, save, baseline };
        command.SetAction(result => Commands(options, time, result, embeddings).Eval(new EvalRequest(result.GetRequiredValue(questions))
        {
            Path = result.GetValue(path),
            Json = result.GetValue(json),
            Articles = result.GetValue(articles),
            Save = result.GetValue(save),
            Baseline = result.GetValue(baseline),
        }));
        return command;
    }

    private static Command Import(KnowledgeOptions options, TimeProvider time)
    {
        var file = new Argument<string>("file") { Description = "A .tsv export of QnA Maker or its successor, or a Bot Framework .qna file." };
        var path = PathOption();
        var lang = new Option<string?>("--lang") { Description = "Language of all pairs: en or zh-Hans. Without it, the script of each question." };
        var owner = new Option<string?>("--owner") { Description = "Who is to look after the new drafts." };
        var command = new Command("import", "Turn questions and answers of another product into drafts.") { file, path, lang, owner };
        command.SetAction(result => Commands(options, time, result).Import(new ImportRequest(result.GetRequiredValue(file))
        {
            Path = result.GetValue(path),
            Lang = result.GetValue(lang),
            Owner = result.GetValue(owner),
        }));
        return command;
    }

    private static Option<string?> PathOption() => new("--path") { Description = "The knowledge folder. Without it, Knowledge:Path." };

    private static Option<bool> JsonOption() => new("--json") { Description = "Write one JSON object and nothing else." };

    private static EditorCommands Commands(KnowledgeOptions options, TimeProvider time, ParseResult result, Func<EmbeddingSource?>? embeddings = null) =>
        new(options, time, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error) { Terminal = !Console.IsErrorRedirected, Embeddings = embeddings?.Invoke() };
}
