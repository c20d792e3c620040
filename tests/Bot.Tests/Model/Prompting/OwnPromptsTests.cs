using Cardline.Bot.Model;
using Cardline.Bot.Model.Prompting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Model.Prompting;

/// <summary>Prompts of the operator, from the folder of <c>Model:Prompts</c>.</summary>
public sealed class OwnPromptsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cardline-prompts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_FileInTheFolder_ReplacesThatPromptAlone()
    {
        Write("rewrite.yaml", PromptScene.Yaml("<message role=\"system\">Our own rules.</message><message role=\"user\">{{question}}</message>"));
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "not a prompt");

        var library = PromptLibrary.Read(new ModelOptions { Prompts = _folder });

        library.Render(ModelUse.Rewrite, PromptScene.Talk(1, "x"), 6_000).Messages[0].Text.ShouldBe("Our own rules.");
        library.Render(ModelUse.Rewrite, PromptScene.Talk(1, "x"), 6_000).Name.ShouldNotBe(PromptScene.Library.Render(ModelUse.Rewrite, PromptScene.Talk(1, "x"), 6_000).Name);
        var choose = PromptScene.Arguments(PromptScene.Shape(ModelUse.Choose), "x");
        library.Render(ModelUse.Choose, choose, 6_000).Name.ShouldBe(PromptScene.Library.Render(ModelUse.Choose, choose, 6_000).Name);
    }

    [Fact]
    public void Read_CopyOfTheProgramsFile_HasTheSameHash()
    {
        foreach (var shape in PromptShape.All)
        {
            File.WriteAllBytes(Path.Combine(_folder, shape.Name + ".yaml"), PromptLibrary.Embedded(shape));
        }

        var library = PromptLibrary.Read(new ModelOptions { Prompts = _folder });

        foreach (var shape in PromptShape.All)
        {
            var values = PromptScene.Arguments(shape, "x");
            library.Render(shape.Use, values, 6_000).Name.ShouldBe(PromptScene.Library.Render(shape.Use, values, 6_000).Name);
        }
    }

    [Theory]
    [InlineData("rewrit.yaml", "no prompt of the program")]
    [InlineData("rewrite.yml", "no prompt of the program")]
    [InlineData("Rewrite.yaml", "no prompt of the program")]
    public void Read_FileThatWouldCountForNothing_IsRefused(string name, string says)
    {
        Write(name, PromptScene.Yaml(PromptScene.Messages));

        Should.Throw<PromptFileException>(() => PromptLibrary.Read(new ModelOptions { Prompts = _folder })).Faults.Single().Message.ShouldContain(says);
    }

    [Fact]
    public void Read_TwoBrokenFiles_TellsOfBothWithTheirPaths()
    {
        Write("rewrite.yaml", "name: rewrite");
        Write("compose.yaml", "{");

        var faults = Should.Throw<PromptFileException>(() => PromptLibrary.Read(new ModelOptions { Prompts = _folder })).Faults;

        faults.Select(fault => Path.GetFileName(fault.File)).Distinct().ShouldBe(["rewrite.yaml", "compose.yaml"]);
    }

    [Fact]
    public void Read_RulesLongerThanAPromptMayBe_IsRefused()
    {
        Write("rewrite.yaml", PromptScene.Yaml($"<message role=\"system\">{string.Join(' ', Enumerable.Repeat("rule", 900))}</message><message role=\"user\">{{{{question}}}}</message>"));

        PromptLibrary.Read(new ModelOptions { Prompts = _folder }).ShouldNotBeNull();
        Should.Throw<PromptFileException>(() => PromptLibrary.Read(new ModelOptions { Prompts = _folder, PromptTokensMax = 900 })).Message.ShouldContain("Model:PromptTokensMax is 900");
    }

    [Fact]
    public void Read_QuestionWrittenManyTimes_IsCountedEachTime()
    {
        Write("rewrite.yaml", PromptScene.Yaml($"<message role=\"system\">Rules.</message><message role=\"user\">{string.Concat(Enumerable.Repeat("{{question}}\n", 40))}</message>"));

        Should.Throw<PromptFileException>(() => PromptLibrary.Read(new ModelOptions { Prompts = _folder, PromptTokensMax = 1_000 })).Message.ShouldContain("1330 tokens");
        PromptLibrary.Read(new ModelOptions { Prompts = _folder, PromptTokensMax = 1_400 })
            .Render(ModelUse.Rewrite, PromptScene.Talk(9, "words", new string('长', 3_000)), 1_400).TokensTrimmed.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public void Read_FolderNotThere_IsRefused() =>
        Should.Throw<PromptFileException>(() => PromptLibrary.Read(new ModelOptions { Prompts = Path.Combine(_folder, "none") })).Message.ShouldContain("not there");

    [Fact]
    public void AddPrompts_BrokenFolder_IsRefusedWhenTheSettingsAreChecked()
    {
        Write("rewrite.yaml", "name: rewrite");
        using var services = Services(options => options.Prompts = _folder);

        var refused = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<ModelOptions>>().Value);

        refused.Failures.ShouldAllBe(failure => failure.Contains("rewrite.yaml:1:1: BOT065 ", StringComparison.Ordinal));
    }

    [Fact]
    public void AddPrompts_NothingSet_GivesTheProgramsPrompts()
    {
        using var services = Services(_ => { });

        services.GetRequiredService<IPrompts>().Render(ModelUse.Rewrite, PromptScene.Talk(1, "x"), 6_000).Messages.Count.ShouldBe(2);
        services.GetRequiredService<IPrompts>().ShouldBeSameAs(services.GetRequiredService<IPrompts>());
    }

    [Fact]
    public void AddPrompts_ModelNamed_TakesTheSettingsOfThatName()
    {
        Write("rewrite.yaml", PromptScene.Yaml(PromptScene.Messages, more: "execution_settings:\n  default: {temperature: 0}\n  small: {max_tokens: 9}"));
        using var services = Services(options => (options.Prompts, options.Chat) = (_folder, "small"));

        var settings = services.GetRequiredService<IPrompts>().Render(ModelUse.Rewrite, PromptScene.Talk(1, "x"), 6_000).Options;

        (settings.Temperature, settings.MaxOutputTokens).ShouldBe((null, 9));
    }

    private static ServiceProvider Services(Action<ModelOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddOptions<ModelOptions>().Configure(configure);
        return services.AddPrompts().AddPrompts().BuildServiceProvider();
    }

    private void Write(string name, string yaml) => File.WriteAllText(Path.Combine(_folder, name), yaml);
}
