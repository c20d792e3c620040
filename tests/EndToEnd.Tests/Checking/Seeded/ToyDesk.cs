using Cardline.TestKit.History;

namespace Cardline.EndToEnd.Tests.Checking.Seeded;

/// <summary>A desk in memory: two nodes on one store, a cardholder who sends again, two agents, a reader, and crashes; chance decides what happens next.</summary>
internal sealed class ToyDesk
{
    private const int Steps = 400;
    private const int Nodes = 2;

    private readonly SeededBug _bug;
    private readonly Random _chance;
    private readonly ToyStore _store;
    private readonly List<SentMessage> _sent = [];
    private readonly List<DeskAct> _acts = [];
    private readonly List<StoredHead> _heads = [];
    private readonly List<string> _received = [];
    private readonly List<(int Node, string ClientId, string Text)> _waiting = [];
    private readonly (long Turn, long Epoch, long Through)?[] _running = new (long Turn, long Epoch, long Through)?[Nodes];
    private readonly HashSet<long> _orphans = [];
    private long _readerAt;
    private int _lines;

    private ToyDesk(SeededBug bug, int seed) => (_bug, _chance, _store) = (bug, new Random(seed), new ToyStore(bug, new Random(seed + 1)));

    /// <summary>Runs the desk until nothing is owed any more.</summary>
    public static RunHistory Run(SeededBug bug, int seed)
    {
        var desk = new ToyDesk(bug, seed);
        for (var step = 0; step < Steps; step++)
        {
            desk.Step(desk._chance.Next(14));
        }

        desk.Flush();
        for (var step = 0; step < Steps; step++)
        {
            desk.Bot(step % Nodes);
        }

        desk.Read();
        return new RunHistory(desk._store.Log, desk._sent, [new ReceivedStream(ToyStore.Id, desk._received)])
        {
            Acts = desk._acts, Heads = desk._heads, Between = (ToyStore.Began, desk._store.Ended),
        };
    }

    private void Step(int what)
    {
        var node = _chance.Next(Nodes);
        switch (what)
        {
            case <= 2: Send(node); break;
            case <= 7: Bot(node); break;
            case 8: Claim(); break;
            case 9: Serve(node); break;
            case 10: Crash(node); break;
            case 11: Reconnect(); break;
            case 12: Read(); break;
            default: _heads.Add(_store.HeadAsKept); break;
        }
    }

    private void Send(int node)
    {
        for (var count = 1 + _chance.Next(2); count > 0; count--)
        {
            var (clientId, text) = ($"m{_sent.Count}", _chance.Next(6) == 0 ? $"a person, please {_sent.Count}" : $"question {_sent.Count}");
            if (_bug is SeededBug.AcknowledgesFirst or SeededBug.WritesLastFirst)
            {
                _waiting.Add((node, clientId, text));
                _sent.Add(new SentMessage(ToyStore.Id, clientId, text, Accepted: true, []));
                continue;
            }

            // A client that heard nothing sends again, to whichever node; some send again although they heard, and some after a crash.
            var ids = new HashSet<string>();
            for (var tries = 1 + _chance.Next(3); tries > 0; tries--)
            {
                ids.Add(Accept(_chance.Next(Nodes), clientId, text));
                if (_chance.Next(6) == 0)
                {
                    _store.ForgetKeys();
                }
            }

            _sent.Add(new SentMessage(ToyStore.Id, clientId, text, Accepted: true, [.. ids]));
        }

        if (_waiting.Count > 2)
        {
            Flush();
        }
    }

    private string Accept(int node, string clientId, string text) =>
        _store.Write(node, new ToyWrite(StoredSender.Cardholder, [ToyWords.FromCardholder(clientId, text)]) { ClientId = clientId })!.Id!;

    private void Flush()
    {
        foreach (var (node, clientId, text) in _bug == SeededBug.WritesLastFirst ? Enumerable.Reverse(_waiting).ToList() : _waiting)
        {
            Accept(node, clientId, text);
        }

        _waiting.Clear();
    }

    /// <summary>First step of a turn: read. Second step, at any time later: write what was decided then.</summary>
    private void Bot(int node)
    {
        if (_running[node] is not { } turn)
        {
            var taken = _running.Any(other => other?.Turn == _store.Head.TurnSeq) && _bug is not (SeededBug.TurnWithoutOwner or SeededBug.IgnoresEpoch);
            if (_store.Head.TurnSeq is { } open && !taken && !_orphans.Contains(open))
            {
                _running[node] = (open, _store.Head.Epoch, _store.Log.Last(entry => entry.OpensTurn).Seq);
            }

            return;
        }

        _running[node] = null;
        var waiting = _store.Log.Where(entry => entry.OpensTurn && entry.Seq >= turn.Turn && entry.Seq <= turn.Through).ToList();
        var wanted = waiting.Exists(entry => ((string)entry.Activity["text"]!).StartsWith("a person", StringComparison.Ordinal)) && _store.Head.Holder == StoredHolder.Bot;
        _store.Write(node, new ToyWrite(
            StoredSender.Bot,
            [ToyWords.Outcome(turn.Turn, waiting.Select(entry => entry.Seq), "Answered"), ToyWords.FromDesk("bot", "an answer", waiting[^1].Id)])
        {
            Epoch = turn.Epoch, EndsTurn = turn.Turn, NewHolder = wanted ? StoredHolder.Queue : null,
        });
        if (_bug == SeededBug.RepliesApart && _chance.Next(4) == 0)
        {
            _store.Write(node, new ToyWrite(StoredSender.Bot, [ToyWords.FromDesk("bot", "an answer", waiting[^1].Id)]) { Epoch = turn.Epoch });
        }
    }

    private void Claim()
    {
        if (_store.Head.Holder != StoredHolder.Queue)
        {
            return;
        }

        var epoch = _store.Head.Epoch;
        foreach (var agent in new[] { "lin", "mei" })
        {
            var done = _store.Write(0, new ToyWrite(StoredSender.Agent, []) { Epoch = epoch, NewHolder = StoredHolder.Agent, AgentId = agent }) is not null;
            _acts.Add(new DeskAct(ToyStore.Id, agent, "claim", epoch) { Accepted = done || _bug == SeededBug.GivesCaseTwice });
        }
    }

    private void Serve(int node)
    {
        var head = _store.Head;
        if (head.Holder != StoredHolder.Agent)
        {
            return;
        }

        var text = $"line {_lines++}";
        var done = _store.Write(node, new ToyWrite(StoredSender.Agent, [ToyWords.FromDesk("agent", text)]) { Epoch = head.Epoch, ClientId = "line-" + text });
        _acts.Add(new DeskAct(ToyStore.Id, head.AgentId!, "messages", head.Epoch) { Text = text, Accepted = done is not null });
        if (_chance.Next(2) == 0)
        {
            _store.Write(node, new ToyWrite(StoredSender.Agent, [ToyWords.Event("handoff.status", [])]) { Epoch = head.Epoch, NewHolder = StoredHolder.Bot });
        }
    }

    private void Crash(int node)
    {
        if (_bug == SeededBug.AcknowledgesFirst)
        {
            _waiting.Clear();
        }

        if (_bug == SeededBug.ForgetsOpenTurns && _running[node] is { } turn)
        {
            _orphans.Add(turn.Turn);
        }

        _store.ForgetKeys();
        _running[node] = null;
    }

    private void Read()
    {
        var visible = _store.VisibleIds;
        _received.AddRange(visible.Skip((int)_readerAt));
        _readerAt = visible.Count;
    }

    private void Reconnect()
    {
        if (_bug == SeededBug.SkipsOnReconnect)
        {
            _readerAt = _store.VisibleIds.Count;
        }

        if (_bug == SeededBug.RepeatsOnReconnect)
        {
            _readerAt = Math.Max(0, _readerAt - 1);
        }
    }
}
