using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;

namespace Cardline.Bot.Tests.Dialogues;

/// <summary>Plays one dialogue and checks what its lines expect.</summary>
internal sealed class DialoguePlayer(DialogueDesk desk, string locale)
{
    private readonly string id = "d-" + Guid.NewGuid().ToString("n");
    private long turnFrom;
    private long heardThrough;

    public string ConversationId => id;

    public async Task BeginAsync()
    {
        await desk.OpenAsync();
        await desk.Log.AppendedAsync(Entries.Begin(id));
    }

    public Task PlayAsync(DialogueLine line) => line.Who switch
    {
        "Cardholder" => SayAsync(line.Text, value: null),
        "Cardholder presses" => PressAsync(line.Text),
        "Cardholder waits" => AppendAsync(line.Text, value: null),
        "Bot" or "System" => HearAsync(line.Who.ToLowerInvariant(), line.Text),
        "Desk is empty" => desk.EmptyAsync(),
        "Minutes pass" => PassAsync(int.Parse(line.Text)),
        _ when line.Who.StartsWith('>') => ExpectAsync(line.Who[2..], line.Text),
        _ => AgentAsync(line.Who.Split(' '), line.Text),
    };

    public async Task<string> TranscriptAsync() => string.Join('\n', (await EntriesAsync()).Select(entry =>
        $"  {entry.Seq,3} {entry.Sender,-10} {entry.Name() ?? entry.Text()} {(entry.Name() is null ? string.Empty : entry.Activity()["value"]?.ToJsonString())}"));

    private async Task SayAsync(string text, JsonNode? value)
    {
        await AppendAsync(text, value);
        await AnswerAsync();
    }

    private async Task AppendAsync(string text, JsonNode? value)
    {
        var request = Entries.Says(id, text);
        request.Entries[0].Activity["locale"] = locale;
        if (value is not null)
        {
            request.Entries[0].Activity["value"] = value.DeepClone();
        }

        turnFrom = (await desk.Log.FindAsync(id, default))!.Seq;
        await desk.Log.AppendedAsync(request);
        heardThrough = turnFrom + 1;
    }

    /// <summary>Runs the turn and checks what must be true of every turn, whatever the file expects.</summary>
    private async Task AnswerAsync()
    {
        await desk.TurnAsync(id);
        DialogueRules.Check([.. (await EntriesAsync()).Where(entry => entry.Seq > turnFrom)]);
    }

    private async Task PressAsync(string title)
    {
        var chips = (await EntriesAsync()).Last(entry => entry.Activity()["suggestedActions"] is not null).Activity()["suggestedActions"]!["actions"]!.AsArray();
        var chip = chips.FirstOrDefault(action => (string?)action!["title"] == title)
            ?? throw new InvalidOperationException($"There is no chip \"{title}\", but: {string.Join("; ", chips.Select(action => (string?)action!["title"]))}");
        await SayAsync((string)chip["text"]!, chip["value"]);
    }

    private async Task HearAsync(string speaker, string words)
    {
        var next = (await EntriesAsync()).FirstOrDefault(entry =>
            entry.Seq > heardThrough && entry.VisibleSeq is not null && (string?)entry.Activity()["channelData"]?["cardline"]?["speaker"] == speaker)
            ?? throw new InvalidOperationException($"The {speaker} said nothing more.");
        heardThrough = next.Seq;
        if (words != "...")
        {
            next.Text()!.ShouldContain(words);
        }
    }

    private async Task AgentAsync(string[] who, string text)
    {
        var verb = who.Length > 2 ? who[2] : "says";
        switch (verb)
        {
            case "claims":
                heardThrough = (await desk.Log.FindAsync(id, default))!.Seq;
                await desk.ActAsync(who[1], id, "claim");
                break;
            case "closes" or "returns":
                heardThrough = (await desk.Log.FindAsync(id, default))!.Seq;
                await desk.ActAsync(who[1], id, verb[..^1]);
                break;
            default:
                await desk.ActAsync(who[1], id, "messages", text);
                break;
        }
    }

    /// <summary>The clock moves; what was said and not answered has its turn only then, as after an outage.</summary>
    private async Task PassAsync(int minutes)
    {
        desk.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await AnswerAsync();
    }

    private async Task ExpectAsync(string what, string words)
    {
        var entries = await EntriesAsync();
        var turn = entries.Where(entry => entry.Seq > turnFrom).ToList();
        switch (what)
        {
            case "outcome":
                Outcomes(turn).LastOrDefault().ShouldBe(words);
                break;
            case "never":
                Outcomes(entries).ShouldNotContain(outcome => outcome == words || outcome.StartsWith(words + "(", StringComparison.Ordinal));
                break;
            case "article":
                Marks(entries, "sources").Select(sources => (string?)sources![0]!["article"]).LastOrDefault().ShouldBe(words);
                break;
            case "log":
                entries.Last(entry => entry.Sender == SenderKind.Cardholder).Text().ShouldBe(words.Trim('"'));
                break;
            case "holder":
                (await desk.Log.FindAsync(id, default))!.Holder.Kind.ToString().ToLowerInvariant().ShouldBe(words);
                break;
            case "queue":
                await ExpectCaseAsync(words);
                break;
            case "card":
                ((string?)(await desk.CaseAsync(id))["intake"] ?? "-").ShouldBe(words);
                break;
            case "chips":
                var chips = turn.SelectMany(entry => entry.Activity()["suggestedActions"]?["actions"]?.AsArray().Select(chip => (string?)chip!["title"]) ?? []).ToList();
                words.Split(';', StringSplitOptions.TrimEntries).ShouldAllBe(title => chips.Contains(title), $"chips: {string.Join("; ", chips)}");
                break;
            case "offered":
                (Marks(turn, "offered").Select(reason => (string?)reason).LastOrDefault() ?? "-").ShouldBe(words);
                break;
            case "not":
                entries.Where(entry => entry.VisibleSeq is not null && entry.Sender != SenderKind.Cardholder).ShouldAllBe(entry => !(entry.Text() ?? string.Empty).Contains(words));
                break;
            case "lang":
                Spoken(turn).Select(entry => (string?)entry.Activity()["locale"]).ShouldAllBe(lang => lang == words);
                break;
            case "masked":
                Marks(entries.Where(entry => entry.Sender == SenderKind.Cardholder).TakeLast(1), "masked")
                    .SelectMany(kinds => kinds!.AsArray()).Select(kind => (string?)kind).ShouldBe(words == "-" ? [] : words.Split(", "));
                break;
            case "follow" or "source" or "filter":
                DialogueReasons.Of(turn, what).ShouldBe(words);
                break;
            case "nothing":
                turn.ShouldAllBe(entry => entry.Sender != SenderKind.Bot || entry.VisibleSeq == null);
                break;
            default:
                throw new InvalidOperationException($"Nobody knows how to expect \"{what}\".");
        }
    }

    private async Task ExpectCaseAsync(string words)
    {
        var item = await desk.CaseAsync(id);
        foreach (var (name, value) in words.Split(',', StringSplitOptions.TrimEntries).Select(pair => pair.Split(' ')).Select(pair => (pair[0], pair[1])))
        {
            (name switch
            {
                "place" => item["place"]?.ToString(),
                "kind" => (string?)item["reason"],
                "priority" => item["priority"]?.ToString(),
                "state" => (string?)item["state"],
                _ => throw new InvalidOperationException($"A case has no \"{name}\" here."),
            }).ShouldBe(value, name);
        }
    }

    private static IEnumerable<LogEntry> Spoken(IEnumerable<LogEntry> turn) =>
        turn.Where(entry => entry is { Sender: SenderKind.Bot, VisibleSeq: not null });

    private static List<string> Outcomes(IEnumerable<LogEntry> entries) => [.. entries.Where(entry => entry.Name() == LogEvents.Outcome).Select(entry =>
    {
        var value = entry.Activity()["value"]!;
        return (string)value["outcome"]! == "HandedOff" ? $"HandedOff({(string)value["person"]!["reason"]!})" : (string)value["outcome"]!;
    })];

    private static IEnumerable<JsonNode?> Marks(IEnumerable<LogEntry> entries, string name) =>
        entries.Select(entry => entry.Activity()["channelData"]?["cardline"]?[name]).Where(mark => mark is not null);

    private Task<IReadOnlyList<LogEntry>> EntriesAsync() => desk.Log.ReadAsync(id, Audience.Staff, 0, 1000, default);
}
