using System.Globalization;
using Cardline.Load.Drivers;
using Cardline.Load.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.History;
using Cardline.TestKit.Server;

namespace Cardline.Load.Faults;

/// <summary>One fault under load: drive, hurt, wait until writes flow, drive on, stop, wait until quiet, check.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private const int AgentCount = 2;
    private static readonly TimeSpan HeadsEvery = TimeSpan.FromMilliseconds(250);

    private readonly FaultCase _case;
    private readonly FaultPlan _plan;
    private readonly FlowMeter _meter = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopReaders = new();
    private readonly List<(object Source, StoredHead Head)> _heads = [];
    private readonly List<string> _complaints = [];
    private readonly TemporaryFolder _scratch = new();
    private FleetStore _store = null!;
    private Fleet _fleet = null!;
    private FaultScene _scene = null!;
    private long _began;
    private Cardholder[] _cardholders = [];
    private Agent[] _agents = [];
    private Reader[] _readers = [];

    private FaultRun(FaultCase @case, FaultPlan plan) => (_case, _plan) = (@case, plan);

    private string? ArticlesFolder => _case.OwnArticles ? Path.Combine(_scratch.FullPath, "knowledge-base") : null;

    /// <summary>Gets how long to wait for what may never come; with a protection off it often does not.</summary>
    private TimeSpan Patience => TimeSpan.FromSeconds(_plan.Control ? 15 : 60);

    private int NodeCount => _store is SqliteFleetStore ? 1 : Math.Min(_case.Nodes, _plan.NodesMax);

    /// <summary>Does the whole run.</summary>
    public static async Task<FaultResult> RunAsync(FaultCase @case, FaultPlan plan, CancellationToken cancel)
    {
        await using var run = new FaultRun(@case, plan);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(plan.Seconds + 300 + plan.RoundsMin));
        return await run.RunAsync(limit.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _stopReaders.CancelAsync();
        if (_fleet is not null)
        {
            await _fleet.DisposeAsync();
        }

        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _stop.Dispose();
        _stopReaders.Dispose();
        _scratch.Dispose();
    }

    private async Task<FaultResult> RunAsync(CancellationToken abandon)
    {
        var accounts = await StartAsync(abandon);
        _scene = new FaultScene(_fleet, _meter, new Random(_plan.Seed), TimeSpan.FromSeconds(_plan.Seconds)) { Agents = accounts, Articles = ArticlesFolder, RoundsMin = _plan.RoundsMin };
        _cardholders = [.. Enumerable.Range(0, _plan.Conversations).Select(number =>
            new Cardholder(_fleet.Http, number, new Random(_plan.Seed + (1000 * number)), _meter) { Together = _case.Together, PersonEvery = _case.PersonEvery })];
        var sending = Task.WhenAll(_cardholders.Select(cardholder => cardholder.RunAsync(_stop.Token, abandon)));
        var conversations = await Task.WhenAll(_cardholders.Select(cardholder => cardholder.Conversation.Task)).WaitAsync(abandon);
        _readers = [.. conversations.Select(conversation => new Reader(conversation))];
        var reading = Task.WhenAll(_readers.Select(reader => reader.RunAsync(_stopReaders.Token)));
        _agents = [.. (_case.HasAgents ? accounts : []).Select(account => new Agent(stop => _fleet.SignInAsync(account.Name, account.Password, stop), account.Name))];
        var serving = Task.WhenAll(_agents.Select(agent => agent.RunAsync(_stop.Token)));
        var looking = LookAsync(_stop.Token);

        await HurtAsync(abandon);
        await _stop.CancelAsync();
        await sending;
        await serving;
        await looking;
        if (_plan.Control && _case.Control!.KillsBehindLastWords)
        {
            await LastWords.SayAsync(_fleet, _cardholders, abandon);
        }

        await QuietAsync(abandon);
        await _stopReaders.CancelAsync();
        await reading;
        return await JudgeAsync(conversations, abandon);
    }

    private async Task<IReadOnlyList<(string Name, string Password)>> StartAsync(CancellationToken cancel)
    {
        if (ArticlesFolder is { } articles)
        {
            Folders.Copy(Path.Combine(Repository.Root, "knowledge-base"), articles);
        }

        var control = _plan.Control ? _case.Control : null;
        _store = _plan.Provider == "sqlite" ? new SqliteFleetStore() : await RedisFleetStore.StartAsync(control?.Redis ?? _case.Redis, _case.Nodes, cancel);
        _began = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var accounts = new List<(string, string)>();
        foreach (var name in Enumerable.Range(0, AgentCount).Select(number => "agent" + Letters.Of(number)))
        {
            accounts.Add((name, await AgentAccount.AddAsync(_store.SetupOf(0, disable: null), name)));
        }

        _fleet = await Fleet.StartAsync(_store, NodeCount, node => SetupOf(node, control?.Disable), cancel);
        return accounts;
    }

    private ServerSetup SetupOf(int node, string? disable)
    {
        var setup = _store.SetupOf(node, disable);
        var settings = new Dictionary<string, string>(setup.Settings, StringComparer.Ordinal);
        if (ArticlesFolder is { } articles)
        {
            settings["Knowledge:Path"] = articles;
        }

        foreach (var (name, value) in _case.Settings(node))
        {
            // What a control switches off contains what the fault itself does.
            settings.TryAdd(name, value);
        }

        return setup with { Settings = settings };
    }

    /// <summary>The fault in the middle of the load: some before it, some after writes flow again.</summary>
    private async Task HurtAsync(CancellationToken abandon)
    {
        await FaultScene.GoOnAsync(TimeSpan.FromSeconds(Math.Max(1, _plan.Seconds / 3.0)), abandon);
        var hurt = (_plan.Control ? _case.Control!.HurtAsync : null) ?? _case.HurtAsync;
        await hurt(_scene, abandon);
        if (_scene.Marked is { } mark)
        {
            try
            {
                await Waiting.UntilAsync("writes to flow again", () => Task.FromResult(_meter.FlowsSince(mark)), Patience, abandon);
            }
            catch (TimeoutException)
            {
                _complaints.Add($"writes did not flow again within {Patience.TotalSeconds} s");
            }
        }

        await FaultScene.GoOnAsync(TimeSpan.FromSeconds(Math.Max(1, _plan.Seconds / 3.0)), abandon);
    }

    /// <summary>Takes snapshots of the store all the time, so that the checker can compare them with the entries.</summary>
    private async Task LookAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                limit.CancelAfter(TimeSpan.FromSeconds(2));
                var source = _store.Source;
                _heads.AddRange((await _store.HeadsAsync(limit.Token)).Select(head => (source, head)));
                await Task.Delay(HeadsEvery, TimeProvider.System, stop);
            }
            catch (Exception error) when (FleetTrouble.Is(error))
            {
                // The store is away just now, which is what the run is for. Looking again at once would only load the machine.
                await Task.Delay(HeadsEvery, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>Waits until no turn is open and every reader has the last visible entry, or until patience ends; the checker then says what is missing.</summary>
    private async Task QuietAsync(CancellationToken abandon)
    {
        try
        {
            await Waiting.UntilAsync("all outcomes and all readers", () => IsQuietAsync(abandon), Patience, abandon);
        }
        catch (TimeoutException)
        {
            Report.Say($"{_case.Name}: not quiet after {Patience.TotalSeconds} s");
        }
    }

    private async Task<bool> IsQuietAsync(CancellationToken cancel)
    {
        try
        {
            var heads = (await _store.HeadsAsync(cancel)).ToDictionary(head => head.ConversationId, StringComparer.Ordinal);
            return heads.Values.All(head => head.TurnSeq is null)
                && _readers.All(reader => reader.Received is var received && received.ActivityIds.Count >= heads.GetValueOrDefault(received.ConversationId)?.VisibleSeq);
        }
        catch (Exception error) when (FleetTrouble.Is(error) && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<FaultResult> JudgeAsync(IReadOnlyList<DirectLineConversation> conversations, CancellationToken cancel)
    {
        _heads.AddRange((await _store.HeadsAsync(cancel)).Select(head => (_store.Source, head)));
        var entries = await _store.EntriesAsync(cancel);
        var replays = await Replays.ReadAsync(conversations, _fleet.Nodes.Count, _complaints, cancel);
        var ended = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var history = new RunHistory(entries, [.. _cardholders.SelectMany(c => c.Sent)], [.. _readers.Select(reader => reader.Received), .. replays, .. _scene.Received])
        {
            Acts = [.. _agents.SelectMany(agent => agent.Acts), .. _scene.Acts], Heads = [.. _heads.Where(one => one.Source == _store.Source).Select(one => one.Head).Distinct()], Between = (_began - 1000, ended + 1000),
        };
        var flowed = _scene.Marked is { } mark ? _meter.FlowedAfter(mark) : null;
        Complain(history, flowed);
        if (_scene.MarkedAt is { } moment)
        {
            _scene.Figures["openTurnsDoneAfterMilliseconds"] = OpenTurns.DoneAfter(entries, moment);
        }

        var faults = HistoryChecker.Check(history);
        SayWhatNodesSaid(faults);
        return new FaultResult(_case, _store.Provider, NodeCount, _plan.Control)
        {
            Faults = faults,
            Complaints = [.. _complaints, .. _scene.Complaints],
            Operations = _meter.Operations,
            Acknowledged = history.Sent.Count(message => message.Accepted),
            Failures = _meter.Failures,
            Entries = entries.Count,
            Claims = _agents.Sum(agent => agent.Claims),
            FlowedAfter = flowed,
            LongestGap = _meter.LongestGap(),
            Figures = _scene.Figures,
        };
    }

    /// <summary>Whoever looks for the cause begins with what the nodes wrote last.</summary>
    private void SayWhatNodesSaid(IReadOnlyList<Fault> faults)
    {
        const int LinesShown = 25;
        if (_plan.Control || (faults.Count == 0 && _complaints.Count == 0))
        {
            return;
        }

        for (var node = 0; node < _fleet.Nodes.Count; node++)
        {
            Report.Say($"node {node + 1}:{Environment.NewLine}{string.Join(Environment.NewLine, _fleet.Nodes[node].Output.Split(Environment.NewLine).TakeLast(LinesShown))}");
        }
    }

    private void Complain(RunHistory history, TimeSpan? flowed)
    {
        _complaints.AddRange(_cardholders.SelectMany(c => c.Refusals).Take(10).Select(refusal => $"refused: {refusal}"));
        if (flowed > _case.FlowsWithin)
        {
            _complaints.Add(string.Create(CultureInfo.InvariantCulture, $"writes flowed again after {flowed.Value.TotalSeconds:F1} s, not within {_case.FlowsWithin.TotalSeconds} s"));
        }

        if (_case.HasAgents && _agents.All(agent => agent.Claims == 0))
        {
            _complaints.Add("no agent ever took a conversation");
        }

        if (_case.NoFailures && _meter.Failures > 0)
        {
            _complaints.Add($"{_meter.Failures} requests failed although nothing was away");
        }

        if (history.Sent.Count(message => message.Accepted) < _plan.Conversations)
        {
            _complaints.Add("hardly anything was sent");
        }
    }
}
