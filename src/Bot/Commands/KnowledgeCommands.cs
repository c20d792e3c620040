using System.CommandLine;
using Cardline.Knowledge;
using Cardline.Knowledge.Editing;

namespace Cardline.Bot.Commands;

/// <summary>The commands <c>kb lint</c>, <c>kb ask</c> and <c>kb eval</c>; what they do is in the knowledge room.</summary>
internal static class KnowledgeCommands
{
    /// <param name="options">The knowledge settings of the host.</param>
    /// <param name="time">The clock of facts and versions.</param>
    /// <returns>The command <c>kb</c> with its three children.</returns>
    internal static Command Create(KnowledgeOptions options, TimeProvider time) => new("kb", "Check, ask and measure the knowledge base.")
    {
        Lint(options, time),
        Ask(options, time),
        Eval(options, time),
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

    private static Command Ask(KnowledgeOptions options, TimeProvider time)
    {
        var question = new Argument<string>("question") { Description = "The words of a cardholder." };
        var lang = new Option<string?>("--lang") { Description = "Language of the answer: en or zh-Hans. Without it, the script of the question." };
        var path = PathOption();
        var json = JsonOption();
        var command = new Command("ask", "Ask one question.") { question, lang, path, json };
        command.SetAction(result => Commands(options, time, result)
            .Ask(result.GetRequiredValue(question), result.GetValue(lang), result.GetValue(path), result.GetValue(json)));
        return command;
    }

    private static Command Eval(KnowledgeOptions options, TimeProvider time)
    {
        var questions = new Option<string>("--questions") { Description = "A TSV file with the header question, article, lang.", Required = true };
        var path = PathOption();
        var json = JsonOption();
        var command = new Command("eval", "Measure the answers on a question set.") { questions, path, json };
        command.SetAction(result => Commands(options, time, result)
            .Eval(result.GetRequiredValue(questions), result.GetValue(path), result.GetValue(json)));
        return command;
    }

    private static Option<string?> PathOption() => new("--path") { Description = "The knowledge folder. Without it, Knowledge:Path." };

    private static Option<bool> JsonOption() => new("--json") { Description = "Write one JSON object and nothing else." };

    private static EditorCommands Commands(KnowledgeOptions options, TimeProvider time, ParseResult result) =>
        new(options, time, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
}
