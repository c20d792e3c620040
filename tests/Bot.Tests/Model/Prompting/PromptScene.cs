using System.Text;
using Cardline.Bot.Model;
using Cardline.Bot.Model.Prompting;

namespace Cardline.Bot.Tests.Model.Prompting;

/// <summary>Prompt files and values for the tests.</summary>
internal static class PromptScene
{
    /// <summary>The smallest template that is one.</summary>
    public const string Messages = "<message role=\"system\">Rules.</message><message role=\"user\">{{question}}</message>";

    public static PromptShape Shape(ModelUse use) => PromptShape.All.Single(shape => shape.Use == use);

    /// <summary>The prompts that come with the program.</summary>
    public static PromptLibrary Library { get; } = PromptLibrary.Read(new ModelOptions());

    public static PromptFile Read(string yaml, ModelUse use = ModelUse.Rewrite, string name = "rewrite.yaml") =>
        PromptFileReader.Read(name, Encoding.UTF8.GetBytes(yaml), Shape(use));

    /// <summary>A file for the use rewrite with this template.</summary>
    public static string Yaml(string template, string format = "handlebars", string more = "") =>
        $"""
        name: rewrite
        template_format: {format}
        template: |
          {template.Replace("\n", "\n  ", StringComparison.Ordinal)}
        input_variables:
          - name: history
            is_required: false
          - name: question
          - name: lang
            default: en
        {more}
        """;

    public static IReadOnlyList<PromptFault> Faults(string yaml) => Should.Throw<PromptFileException>(() => Read(yaml)).Faults;

    public static PromptFault TemplateFault(string template, string format = "handlebars") => Faults(Yaml(template, format))[0];

    /// <summary>Values for every variable of a use, all made of one text.</summary>
    public static Dictionary<string, object?> Arguments(PromptShape shape, string text, int items = 2) => shape.Variables.ToDictionary(
        variable => variable.Name,
        variable => variable.IsList
            ? Enumerable.Range(0, items).Select(_ => variable.Fields.Count == 0 ? text : (object)variable.Fields.ToDictionary(field => field.Name, _ => text, StringComparer.Ordinal)).ToList()
            : (object?)text,
        StringComparer.Ordinal);

    public static Dictionary<string, object?> Talk(int lines, string text, string question = "And for Gold?") => new(StringComparer.Ordinal)
    {
        ["history"] = Enumerable.Range(0, lines).Select(at => new { Speaker = at % 2 == 0 ? "cardholder" : "bot", Text = $"{at}: {text}" }).ToList(),
        ["question"] = question,
        ["lang"] = "en",
    };

    public static string All(RenderedPrompt prompt) => string.Join('\n', prompt.Messages.Select(message => message.Text));
}
