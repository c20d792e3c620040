namespace Cardline.Bot.Tests.Dialogues;

/// <summary>Every file of tests/Dialogues is a test.</summary>
public sealed class DialogueTests(DialogueDesk desk) : IClassFixture<DialogueDesk>
{
    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder(), "*.md").Select(Path.GetFileName).OfType<string>().Where(name => name != "README.md").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Dialogue_Played_GoesAsWritten(string file)
    {
        var dialogue = Dialogue.Read(Path.Combine(Folder(), file));
        dialogue.Lines.ShouldContain(line => line.Who.StartsWith('>'), "A dialogue that expects nothing tests nothing.");
        dialogue.Title.ShouldNotBeEmpty("A dialogue says in its title what must stay true.");
        dialogue.Why.ShouldNotBeEmpty("A dialogue says under \"why:\" what it means to the cardholder.");
        var player = new DialoguePlayer(desk, file.EndsWith(".zh.md", StringComparison.Ordinal) ? "zh-CN" : "en-GB");
        await player.BeginAsync();
        foreach (var line in dialogue.Lines)
        {
            try
            {
                await player.PlayAsync(line);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"tests/Dialogues/{file}:{line.Number}: {line.Who} {line.Text}\n{e.Message}\n{await player.TranscriptAsync()}", e);
            }
        }
    }

    [Fact]
    public void Read_LineOfNoKind_NamesFileAndLine()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "# Title\n\nCardholder: hello\nthis is nothing\n");
        Should.Throw<FormatException>(() => Dialogue.Read(path)).Message.ShouldContain($"{path}:4:");
        File.Delete(path);
    }

    internal static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Bot.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "tests", "Dialogues");
    }
}
