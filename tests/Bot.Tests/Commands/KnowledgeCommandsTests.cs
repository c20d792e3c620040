using System.CommandLine;
using System.Text.Json;
using Cardline.Bot.Commands;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Commands;

public sealed class KnowledgeCommandsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cardline-commands-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public KnowledgeCommandsTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "articles"));
        File.WriteAllText(Path.Combine(folder, "articles", "x.en.md"), "---\nid: x\nlang: en\ntitle: T\n---\nText.\n");
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void Lint_WithoutFormat_WritesLines()
    {
        Run().ShouldBe(0);

        output.ToString().ShouldContain("1 files: 0 errors, 1 warnings.");
        output.ToString().ShouldNotContain("$schema");
    }

    [Fact]
    public void Lint_Sarif_WritesOneLogAndNothingElse()
    {
        Run("--format", "sarif").ShouldBe(0);

        JsonDocument.Parse(output.ToString()).RootElement.GetProperty("version").GetString().ShouldBe("2.1.0");
    }

    [Fact]
    public void Lint_UnknownFormat_EndsWithOneSentence()
    {
        Run("--format", "xml").ShouldBe(1);

        error.ToString().ShouldContain("KB043");
        output.ToString().ShouldBeEmpty();
    }

    private int Run(params string[] more) => KnowledgeCommands.Create(new KnowledgeOptions(), TimeProvider.System)
        .Parse(["lint", "--path", folder, .. more])
        .Invoke(new InvocationConfiguration { Output = output, Error = error });
}
