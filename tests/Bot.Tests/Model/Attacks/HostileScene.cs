using System.Collections.Concurrent;
using System.Text.Json;
using Cardline.Bot.Model.Checking;
using Cardline.TestKit;
using Cardline.TestKit.Model;
using Cardline.TestKit.Model.Evil;

namespace Cardline.Bot.Tests.Model.Attacks;

/// <summary>One server with the worst model there is, one index with poisoned articles, one policy; and every conversation as it goes without a model. Made once.</summary>
public sealed class HostileScene : IAsyncLifetime
{
    /// <summary>Conversations that are held at once.</summary>
    private const int AtOnceMax = 4;

    private readonly string folder = Directory.CreateTempSubdirectory("cardline-hidden-").FullName;
    private readonly ConcurrentDictionary<string, int> reached = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> oddRequests = [];
    private ModelServer server = null!;
    private HostileDesk plain = null!;
    private int requests;

    internal IReadOnlyList<AttackPair> Attacks { get; } = AttackFile.ReadAll();

    internal IReadOnlyList<HostileConversation> Conversations { get; private set; } = [];

    internal IReadOnlyDictionary<string, HostileRun> Without { get; private set; } = new Dictionary<string, HostileRun>();

    internal HostileRules Rules { get; private set; } = null!;

    /// <summary>Requests that reached the model since the last <see cref="HoldAllAsync"/> began.</summary>
    internal int Requests => requests;

    /// <summary>Attacks that stood in a request, with how many.</summary>
    internal IReadOnlyDictionary<string, int> Reached => reached;

    /// <summary>Requests with tools, or with other messages than one of the system and one of a user.</summary>
    internal IReadOnlyCollection<string> OddRequests => oddRequests;

    internal Exception? Fault => server.Fault;

    public async Task InitializeAsync()
    {
        HostileArticles.Make(folder, Attacks);
        server = ModelServer.Start(new ModelServerOptions { RequestsKeptMax = 1 });
        plain = Desk();
        Conversations = [.. Attacks.SelectMany(HostileConversation.Of)];
        var articles = Directory.GetFiles(Path.Combine(folder, "articles"), "*.md", SearchOption.AllDirectories).Select(IdOf).Distinct();
        var approved = new ApprovedWords(plain.Knowledge, plain.Policy, articles, HostileRules.PieceLetters);
        Rules = new HostileRules(plain.Knowledge, approved, PromptPieces());
        Without = (await HoldAsync(plain)).ToDictionary(run => run.Conversation.Id, StringComparer.Ordinal);
    }

    public async Task DisposeAsync()
    {
        await plain.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Holds every conversation with the worst model.</summary>
    /// <param name="fillsForms">Whether it fills in the forms that are asked for.</param>
    /// <param name="check">What checks sentences; null for the product's own.</param>
    internal async Task<IReadOnlyList<HostileRun>> HoldAllAsync(bool fillsForms, IGroundCheck? check = null)
    {
        var evil = new ObedientEvil(Attacks) { FillsForms = fillsForms };
        requests = 0;
        reached.Clear();
        oddRequests.Clear();
        server.Chat = request =>
        {
            Note(request, evil);
            return evil.Answer(request);
        };
        await using var desk = new HostileDesk(folder, server.Address, plain, check);
        return await HoldAsync(desk);
    }

    private HostileDesk Desk() => new(folder, model: null);

    private async Task<IReadOnlyList<HostileRun>> HoldAsync(HostileDesk desk)
    {
        var runs = new ConcurrentBag<HostileRun>();
        await Parallel.ForEachAsync(Conversations, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax }, async (conversation, _) => runs.Add(await desk.HoldAsync(conversation)));
        return [.. runs.OrderBy(run => run.Conversation.Id, StringComparer.Ordinal)];
    }

    private void Note(ModelRequest request, ObedientEvil evil)
    {
        Interlocked.Increment(ref requests);
        if (evil.PairIn(request) is { } pair)
        {
            reached.AddOrUpdate(pair.Id, 1, (_, before) => before + 1);
        }

        var roles = string.Join(' ', request.Messages.Select(message => message.Name is null ? message.Role : $"{message.Role}({message.Name})"));
        if (roles != "system user" || request.ToolNames.Count > 0 || request.Body.EnumerateObject().Any(field => field.Name is "tools" or "tool_choice" or "functions" or "function_call"))
        {
            oddRequests.Add($"{roles} {string.Join(' ', request.ToolNames)}: {JsonSerializer.Serialize(request.LastUserText)}");
        }
    }

    private static string IdOf(string file) => File.ReadLines(file).First(line => line.StartsWith("id:", StringComparison.Ordinal))[3..].Trim();

    private static HashSet<string> PromptPieces() =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "src", "Bot", "Prompts"), "*.yaml")
            .Select(File.ReadAllText)
            .Select(text => text[text.IndexOf("<message role=\"system\">", StringComparison.Ordinal)..text.IndexOf("</message>", StringComparison.Ordinal)])
            .SelectMany(text => ApprovedWords.WindowsOf(text, HostileRules.PromptPieceLetters)),
    ];
}
