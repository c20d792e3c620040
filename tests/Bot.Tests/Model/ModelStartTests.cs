using System.Net;
using System.Text.Json;
using Cardline.TestKit;
using Cardline.TestKit.Server;

namespace Cardline.Bot.Tests.Model;

/// <summary>The server as a process: a model that does not serve is said and never stops it; settings that cannot be meant do.</summary>
public sealed class ModelStartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Of the articles one is enough: what is looked at here needs no answer, and a start reads them all.</summary>
    public ModelStartTests()
    {
        var from = Path.Combine(Repository.Root, "knowledge-base");
        foreach (var file in Directory.EnumerateFiles(from).Concat(Directory.EnumerateFiles(Path.Combine(from, "handoff"))).Append(Path.Combine(from, "articles", "fees", "fee.annual.gold.en.md")))
        {
            var to = Path.Combine(KnowledgeBase, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    private string KnowledgeBase => Path.Combine(folder.FullPath, "knowledge-base");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Start_AKeyThatIsRefused_ServesAndSaysSoOnTheConsoleAndInReady()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(401, "invalid_api_key"));
        await using var server = await ServerProcess.StartAsync(Setup(("Model:Endpoint", endpoint.Address.ToString()), ("Model:Embedding", "e"), ("Model:Key", "sesame")));
        using var http = new HttpClient { BaseAddress = server.Address };
        JsonElement model = default;
        await Waiting.UntilAsync("the first look", async () =>
        {
            using var answer = await http.GetAsync("health/ready");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            model = (await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync())).RootElement.GetProperty("model");
            return model.GetProperty("state").GetString() is "failing";
        });

        model.GetProperty("complaint").GetString()!.ShouldStartWith("BOT060: ");
        await Waiting.UntilAsync("the words", () => Task.FromResult(server.Output.Contains("WARNING: BOT060: ", StringComparison.Ordinal)));
        server.Output.ShouldNotContain("sesame");
    }

    [Fact]
    public async Task Start_NoModel_SaysOffAndNothingOnTheConsole()
    {
        await using var server = await ServerProcess.StartAsync(Setup());
        using var http = new HttpClient { BaseAddress = server.Address };
        (await http.GetStringAsync("health/ready")).ShouldContain("\"model\":{\"state\":\"off\"}");
        server.Output.ShouldNotContain("BOT06");
    }

    [Fact]
    public async Task Start_AnAddressWithoutVersion_IsRefused()
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(() => ServerProcess.StartAsync(Setup(("Model:Endpoint", "http://127.0.0.1:9/"), ("Model:Embedding", "e"))));
        error.Message.ShouldContain("BOT035");
        error.Message.ShouldContain("does not end in /v1");
    }

    private ServerSetup Setup(params (string Name, string Value)[] settings) => new(folder.FullPath)
    {
        Settings = settings.Append((Name: "Knowledge:Path", Value: KnowledgeBase)).ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal),
    };
}
