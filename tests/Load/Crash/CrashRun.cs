using System.Collections.Concurrent;
using Cardline.Load.Drivers;
using Cardline.TestKit;
using Cardline.TestKit.History;
using Cardline.TestKit.Server;

namespace Cardline.Load.Crash;

/// <summary>One crash run: drive, kill, start again, wait until quiet, check.</summary>
internal sealed class CrashRun : IAsyncDisposable
{
    private const int LastWordsMax = 6;
    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LifeMin = TimeSpan.FromMilliseconds(300);

    private readonly CrashPlan _plan;
    private readonly Random _chance;
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopReaders = new();
    private readonly List<string> _idle = [];
    private readonly FlowMeter _meter = new();
    private ServerProcess _server = null!;
    private HttpClient _http = null!;
    private Agent _agent = null!;
    private Cardholder[] _cardholders = [];
    private Reader[] _readers = [];

    private CrashRun(CrashPlan plan) => (_plan, _chance) = (plan, new Random(plan.Seed));

    /// <summary>Does the whole run.</summary>
    public static async Task<CrashResult> RunAsync(CrashPlan plan, CancellationToken cancel)
    {
        await using var run = new CrashRun(plan);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds((plan.Rounds * (plan.SecondsMax + 15)) + 120));
        return await run.RunAsync(limit.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _stopReaders.CancelAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _http?.Dispose();
        _stop.Dispose();
        _stopReaders.Dispose();
        _folder.Dispose();
    }

    private async Task<CrashResult> RunAsync(CancellationToken abandon)
    {
        var setup = LoadServer.Setup(_folder, _plan.Disable);
        var password = await AgentAccount.AddAsync(setup, "Lin");
        _server = await ServerProcess.StartAsync(setup, abandon);
        _http = LoadServer.Client(_server.Address);
        _agent = new Agent(stop => DeskClient.SignInAsync(_server.Address, "Lin", password, stop), "Lin");
        _cardholders = [.. Enumerable.Range(0, _plan.Conversations).Select(number => new Cardholder(_http, number, new Random(_plan.Seed + (1000 * number)), _meter))];
        var sending = Task.WhenAll(_cardholders.Select(cardholder => cardholder.RunAsync(_stop.Token, abandon)));
        var conversations = await Task.WhenAll(_cardholders.Select(cardholder => cardholder.Conversation.Task)).WaitAsync(abandon);
        _readers = [.. conversations.Select(conversation => new Reader(conversation))];
        var reading = Task.WhenAll(_readers.Select(reader => reader.RunAsync(_stopReaders.Token)));
        var serving = _agent.RunAsync(_stop.Token);
        for (var round = 0; round < _plan.Rounds; round++)
        {
            await LiveAndDieAsync(round, abandon);
        }

        await _stop.CancelAsync();
        await sending;
        await serving;
        await LastWordsAsync(abandon);
        await QuietAsync(abandon);
        await _stopReaders.CancelAsync();
        await reading;
        return Judge();
    }

    private async Task LiveAndDieAsync(int round, CancellationToken abandon)
    {
        var life = LifeMin + (_chance.NextDouble() * (TimeSpan.FromSeconds(_plan.SecondsMax) - LifeMin));
        var before = LogFile.Scalar(_server.LogFile, "SELECT COUNT(*) FROM entries");
        await Task.Delay(life, TimeProvider.System, abandon);
        await _server.KillAsync();
        var after = LogFile.Scalar(_server.LogFile, "SELECT COUNT(*) FROM entries");
        Report.Say($"round {round + 1}: killed after {life.TotalSeconds:F1} s and {after - before} entries");
        if (after == before)
        {
            _idle.Add($"round {round + 1} wrote nothing");
        }

        await _server.StartAgainAsync(abandon);
    }

    /// <summary>Kills right behind an acceptance, when nobody will write again: what it leaves open nothing but recovery can answer.</summary>
    private async Task LastWordsAsync(CancellationToken abandon)
    {
        for (var tries = 0; tries < LastWordsMax; tries++)
        {
            var accepted = new ConcurrentQueue<Cardholder>();
            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Accepted(Cardholder cardholder)
            {
                accepted.Enqueue(cardholder);
                first.TrySetResult();
            }

            var last = Task.WhenAll(_cardholders.Select(cardholder => cardholder.SayLastAsync(() => Accepted(cardholder), abandon)));
            await Task.WhenAny(first.Task, last);
            var before = accepted.ToList();
            await _server.KillAsync();
            var open = before.Count(cardholder => LogFile.HasOpenTurn(_server.LogFile, cardholder.Conversation.Task.Result.ConversationId));
            Report.Say($"last words: killed behind {before.Count} acceptances, {open} without an outcome");
            await _server.StartAgainAsync(abandon);
            await last;
            if (open > 0)
            {
                return;
            }
        }

        _idle.Add("no kill came between an acceptance and its outcome");
    }

    /// <summary>Waits until no turn is open and every reader has the last visible entry, or until patience ends; the checker then says what is missing.</summary>
    private async Task QuietAsync(CancellationToken abandon)
    {
        try
        {
            await Waiting.UntilAsync(
                "all outcomes and all readers",
                () => Task.FromResult(!LogFile.HasOpenTurns(_server.LogFile) && _readers.All(HasAll)),
                QuietWithin,
                abandon);
        }
        catch (TimeoutException)
        {
            Report.Say($"not quiet after {QuietWithin.TotalSeconds} s");
        }
    }

    private bool HasAll(Reader reader)
    {
        var received = reader.Received;
        return received.ActivityIds.Count >= LogFile.VisibleCount(_server.LogFile, received.ConversationId);
    }

    private CrashResult Judge()
    {
        var entries = LogFile.Read(_server.LogFile);
        var history = new RunHistory(entries, [.. _cardholders.SelectMany(c => c.Sent)], [.. _readers.Select(reader => reader.Received)])
        {
            Acts = _agent.Acts, Heads = LogFile.Heads(_server.LogFile),
        };
        _idle.AddRange(_cardholders.SelectMany(c => c.Refusals).Take(10).Select(refusal => $"refused: {refusal}"));
        if (_agent.Claims == 0)
        {
            _idle.Add("no agent ever took a conversation");
        }

        if (_cardholders.All(c => c.SentAgain == 0))
        {
            _idle.Add("nothing was ever sent again");
        }

        return new CrashResult(_plan, HistoryChecker.Check(history), _idle)
        {
            Accepted = history.Sent.Count(message => message.Accepted),
            SentAgain = _cardholders.Sum(c => c.SentAgain),
            Entries = entries.Count,
            Outcomes = entries.Count(entry => entry.EventName == "cardline.outcome"),
            Claims = _agent.Claims,
            Reconnects = _readers.Sum(reader => reader.Reconnects),
        };
    }
}
