using System.Text;
using Cardline.Bot.Model;
using Cardline.Bot.Model.Prompting;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Tests.Model.Prompting;

/// <summary>A mistake in a prompt file is told with its place and what to do, and nothing of the file is used.</summary>
public sealed class BrokenPromptTests
{
    [Fact]
    public void Read_WholeFile_IsTaken()
    {
        var file = PromptScene.Read(PromptScene.Yaml(PromptScene.Messages, more: """
            output_variable:
              description: x
            execution_settings:
              default:
                temperature: 0.5
                top_p: 0.9
                max_tokens: 50
                stop_sequences: ["\n", END]
                response_format: text
                seed: 7
              small-model:
                reasoning_effort: low
            """));

        file.Variables.Select(variable => (variable.Name, variable.Default, variable.IsRequired)).ShouldBe([("history", null, false), ("question", null, true), ("lang", "en", true)]);
        var options = file.OptionsFor("other");
        (options.Temperature, options.TopP, options.MaxOutputTokens, options.Seed).ShouldBe((0.5f, 0.9f, 50, 7));
        options.StopSequences.ShouldBe(["\n", "END"]);
        options.ResponseFormat.ShouldBe(ChatResponseFormat.Text);
        file.OptionsFor("small-model").Reasoning!.Effort.ShouldBe(ReasoningEffort.Low);
        file.OptionsFor("small-model").Temperature.ShouldBeNull();
        file.OptionsFor(null).Seed.ShouldBe(7);
    }

    [Fact]
    public void Read_NoFormat_IsSemanticKernels()
    {
        var file = PromptScene.Read(PromptScene.Yaml("<message role=\"system\">R</message><message role=\"user\">{{ $history }}|{{$question}}</message>").Replace("template_format: handlebars\n", string.Empty, StringComparison.Ordinal));

        var (messages, _) = PromptTrim.Fit(file.Template, file.Shape, PromptValues.Read(file, PromptScene.Talk(2, "a & b"), out _), 6_000);

        messages[1].Text.ShouldBe("cardholder: 0: a & b\nbot: 1: a & b|And for Gold?");
    }

    [Theory]
    [InlineData("{{{question}}}", 7, 43, "Three braces")]
    [InlineData("{{~{question}~}}", 7, 43, "unencoded")]
    [InlineData("{{&question}}", 7, 43, "unencoded")]
    [InlineData("{{> other}}", 7, 43, "Partial")]
    [InlineData("{{#*inline \"x\"}}", 7, 43, "Decorators")]
    [InlineData("{{lookup history 0}}", 7, 43, "not called")]
    [InlineData("{{log question}}", 7, 43, "not called")]
    [InlineData("{{raw}}", 7, 43, "not declared")]
    [InlineData("{{Cards.search question}}", 7, 43, "not called")]
    [InlineData("{{question.Length}}", 7, 43, "not called")]
    [InlineData("{{#each history as |x|}}{{/each}}", 7, 43, "Other blocks")]
    [InlineData("{{#raw}}{{/raw}}", 7, 43, "Other blocks")]
    [InlineData("{{^history}}{{/history}}", 7, 43, "#unless")]
    [InlineData("{{history}}", 7, 43, "is a list")]
    [InlineData("{{#each question}}{{/each}}", 7, 43, "not a list")]
    [InlineData("{{#with history}}{{/with}}", 7, 43, "is a list")]
    [InlineData("{{#each history}}{{question}}{{/each}}", 7, 60, "speaker, text")]
    [InlineData("{{#each history}}{{this}}{{/each}}", 7, 60, "speaker, text")]
    [InlineData("{{@index}}", 7, 43, "stands only in")]
    [InlineData("{{#if question}}", 7, 43, "no end")]
    [InlineData("{{/if}}", 7, 43, "ends no block")]
    [InlineData("{{#if question}}{{/each}}{{/if}}", 7, 59, "ends no block")]
    [InlineData("{{else}}", 7, 43, "no block")]
    [InlineData("{{#if question}}{{else}}{{else}}{{/if}}", 7, 67, "one {{else}}")]
    [InlineData("{{#if question}}{{else if lang}}{{/if}}", 7, 59, "not called")]
    [InlineData("{{question", 7, 43, "no \"}}\"")]
    [InlineData("\\\\{{question}}", 7, 44, "backslash")]
    [InlineData("{{!-- }} {{question}} --}}", 7, 43, "comment")]
    [InlineData("{{! { }}", 7, 43, "comment")]
    [InlineData("<!-- x -->", 7, 43, "no whole tag")]
    [InlineData("<![CDATA[x]]>", 7, 43, "no whole tag")]
    [InlineData("1 < 2", 7, 45, "&lt;")]
    [InlineData("a & b", 7, 45, "&amp;")]
    [InlineData("a &eacute; b", 7, 45, "&amp;")]
    [InlineData("a ]]> b", 7, 45, "]]&gt;")]
    [InlineData("<x y=\"{{question}}\">z</x>", 7, 43, "holds no value")]
    [InlineData("<{{question}}>", 7, 43, "holds no value")]
    [InlineData("<talk>", 7, 49, "ends no tag")]
    [InlineData("</talk>", 7, 43, "ends no tag")]
    [InlineData("{{#if question}}<b>{{else}}</b>{{/if}}", 7, 59, "does not end in it")]
    [InlineData("<b>{{#if question}}</b>{{/if}}<b></b>", 7, 62, "outside of it")]
    [InlineData("<message role=\"user\">x</message>", 7, 43, "within a message")]
    [InlineData("{{#if question}}</message><message role=\"system\">{{/if}}", 7, 59, "outside of it")]
    [InlineData("<text>{{question}}</text>", 7, 43, "within a message")]
    public void Read_TemplateWithAMistake_SaysWhereAndWhatToDo(string inside, int line, int column, string says)
    {
        const string before = "<message role=\"system\">\nR</message>\n<message role=\"user\">\n{{! a comment that is fine }} The question: {{question}}\n0123456789012345678901234567890123456789";

        var faults = PromptScene.Faults(PromptScene.Yaml(before + inside.Replace("\\\\", "\\", StringComparison.Ordinal) + "</message>"));

        var fault = faults.First(found => found.Message.Contains(says, StringComparison.Ordinal));
        (fault.Line, fault.Column).ShouldBe((line + 1, column - (inside.StartsWith('\\') ? 1 : 0)));
        fault.ToString().ShouldBe($"rewrite.yaml:{fault.Line}:{fault.Column}: BOT065 {fault.Message}");
    }

    [Theory]
    [InlineData("<message role=\"system\">{{question}}</message><message role=\"user\">x</message>", "stranger's words")]
    [InlineData("<message role=\"system\">{{#each history}}{{text}}{{/each}}</message><message role=\"user\">x</message>", "stranger's words")]
    [InlineData("<message role=\"user\">{{question}}</message>", "begins with its rules")]
    [InlineData("<message role=\"system\">x</message>", "begins with its rules")]
    [InlineData("<message role=\"tool\">x</message>", "Only messages")]
    [InlineData("<message role=\"{{lang}}\">x</message>", "no whole tag")]
    [InlineData("<message>x</message>", "Only messages")]
    [InlineData("<message role=\"user\" />", "Only messages")]
    [InlineData("<talk>x</talk>", "Only messages")]
    [InlineData("Words <message role=\"system\">x</message>", "outside of all messages")]
    [InlineData("{{lang}}<message role=\"system\">x</message>", "outside of all messages")]
    [InlineData("{{#each history}}<message role=\"user\">{{text}}</message>{{/each}}", "outside of all messages")]
    [InlineData("just a question", "outside of all messages")]
    [InlineData("<message role=\"system\">x", "has no end")]
    public void Read_MessagesThatCouldChange_AreRefused(string template, string says) => PromptScene.TemplateFault(template).Message.ShouldContain(says);

    [Theory]
    [InlineData("{{Cards.search $question}}", "Functions are not called")]
    [InlineData("{{search}}", "Functions are not called")]
    [InlineData("{{'x'}}", "quoted value")]
    [InlineData("{{#each history}}", "Handlebars")]
    [InlineData("{{$question $lang}}", "not the name")]
    [InlineData("{{$nobody}}", "not declared")]
    [InlineData("{{}}", "nothing between")]
    public void Read_SemanticKernelTemplateWithAMistake_IsRefused(string inside, string says) =>
        PromptScene.TemplateFault($"<message role=\"system\">R</message><message role=\"user\">{{{{$question}}}}{inside}</message>", "semantic-kernel").Message.ShouldContain(says);

    [Theory]
    [InlineData("name: rewrite", "name: compose", 1, "\"rewrite\"")]
    [InlineData("name: rewrite", "title: rewrite", 1, "not known here")]
    [InlineData("template_format: handlebars", "template_format: liquid", 2, "handlebars and semantic-kernel")]
    [InlineData("is_required: false", "is_required: maybe", 7, "true or false")]
    [InlineData("is_required: false", "allow_dangerously_set_content: true", 7, "always encoded")]
    [InlineData("is_required: false", "default: x", 6, "has no default")]
    [InlineData("- name: lang\n    default: en", "- name: language", 9, "Nobody gives")]
    [InlineData("- name: lang", "- name: question", 9, "twice")]
    [InlineData("- name: lang", "- description: x", 9, "needs a name")]
    [InlineData("- name: question", "- name: other\n    default: x", 1, "\"question\" is missing")]
    [InlineData("template: |", "template: [x]\nx: |", 3, "missing or empty")]
    [InlineData("default: en", "default: en\nallow_dangerously_set_content: true", 11, "always encoded")]
    [InlineData("default: en", "default: en\nexecution_settings:\n  default:\n    temperature: 3", 13, "from 0 to 2")]
    [InlineData("default: en", "default: en\nexecution_settings:\n  default:\n    max_tokens: many", 13, "whole number")]
    [InlineData("default: en", "default: en\nexecution_settings:\n  default:\n    model_id: gpt", 13, "Model:Chat")]
    [InlineData("default: en", "default: en\nexecution_settings:\n  default:\n    function_choice_behavior: {type: auto}", 13, "no functions")]
    [InlineData("default: en", "default: en\nexecution_settings:\n  default:\n    warmth: 1", 13, "not a setting")]
    [InlineData("default: en", "default: en\nexecution_settings:\n  default:\n    response_format: xml", 13, "json_object")]
    [InlineData("default: en", "default: en\nexecution_settings:\n  default:\n    stop_sequences: []", 13, "1 to 4")]
    [InlineData("default: en", "default: en\nexecution_settings:\n  gpt:\n    seed: 1", 12, "\"default\"")]
    [InlineData("default: en", "default: en\nexecution_settings: 1", 11, "mapping")]
    [InlineData("default: en", "default: en\noutput_variable: x", 11, "mapping")]
    [InlineData("default: en", "default: *a", 10, "not readable")]
    [InlineData("default: en", "default: [[[[[[[[[[[[[[x]]]]]]]]]]]]]]", 10, "not readable")]
    [InlineData("default: en", "default: 'x", 10, "not readable")]
    public void Read_SchemaMistake_SaysWhereAndWhatToDo(string right, string wrong, int line, string says)
    {
        var yaml = PromptScene.Yaml(PromptScene.Messages);
        yaml.ShouldContain(right);

        var fault = PromptScene.Faults(yaml.Replace(right, wrong, StringComparison.Ordinal)).First(found => found.Message.Contains(says, StringComparison.Ordinal));

        fault.Line.ShouldBe(line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b")]
    [InlineData("just words")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("a: 1\na: 2")]
    [InlineData("{{{")]
    public void Read_NoMapping_IsRefusedAtItsPlace(string yaml) => PromptScene.Faults(yaml).Single().Line.ShouldBeInRange(1, 2);

    [Fact]
    public void Read_NotUtf8OrTooLarge_IsRefused()
    {
        var shape = PromptScene.Shape(ModelUse.Rewrite);

        Should.Throw<PromptFileException>(() => PromptFileReader.Read("x", [0xFF, 0xFE, 0x41], shape)).Message.ShouldContain("UTF-8");
        Should.Throw<PromptFileException>(() => PromptFileReader.Read("x", new byte[PromptFileReader.FileBytesMax + 1], shape)).Message.ShouldContain("at most 65536");
    }

    [Fact]
    public void Read_SeveralMistakes_TellsAllOfThem() =>
        PromptScene.Faults(PromptScene.Yaml("<message role=\"system\">{{a}}</message><message role=\"user\">{{{question}}} & {{/if}}</message>")).Count.ShouldBeGreaterThanOrEqualTo(4);

    [Fact]
    public void Read_ByteOrderMarkAndWindowsLines_IsTaken()
    {
        var yaml = PromptScene.Yaml(PromptScene.Messages).Replace("\n", "\r\n", StringComparison.Ordinal);

        var file = PromptFileReader.Read("x", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(yaml)], PromptScene.Shape(ModelUse.Rewrite));

        file.Shape.Name.ShouldBe("rewrite");
    }
}
