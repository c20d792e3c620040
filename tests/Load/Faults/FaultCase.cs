using Cardline.Load.Nodes;
using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>One thing that goes wrong under load, what must be true afterwards, and how the check itself is checked.</summary>
/// <param name="Name">In lower case with dashes.</param>
/// <param name="What">A sentence for the report.</param>
/// <param name="HurtAsync">Does it and undoes it. It marks the moment from which writes must flow again.</param>
internal sealed record FaultCase(string Name, string What, Func<FaultScene, CancellationToken, Task> HurtAsync)
{
    /// <summary>Gets how long writes may stand still after the mark; the 5 s after a node's death, 10 s after Redis is back.</summary>
    public TimeSpan FlowsWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets the number of nodes.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Gets a value indicating whether one node on a SQLite file can show it as well.</summary>
    public bool WithoutRedis { get; init; }

    /// <summary>Gets the servers it needs.</summary>
    public RedisShape Redis { get; init; } = new();

    /// <summary>Gets a value indicating whether it belongs to the short slice.</summary>
    public bool Short { get; init; }

    /// <summary>Gets how many messages each cardholder has under way at once.</summary>
    public int Together { get; init; } = 1;

    /// <summary>Gets one in how many messages asks for a person.</summary>
    public int PersonEvery { get; init; } = 8;

    /// <summary>Gets a value indicating whether agents work at the desk all the time; without them the fault has its own.</summary>
    public bool HasAgents { get; init; } = true;

    /// <summary>Gets a value indicating whether the nodes answer from a copy of the articles that the fault may write.</summary>
    public bool OwnArticles { get; init; }

    /// <summary>Gets further settings of one node.</summary>
    public Func<int, IReadOnlyDictionary<string, string>> Settings { get; init; } = _ => new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets a value indicating whether not one request may fail: nothing is away that a client could notice.</summary>
    public bool NoFailures { get; init; }

    /// <summary>Gets how the same fault is run with its protection off; null where there is none, and the report says so.</summary>
    public NegativeControl? Control { get; init; }
}

/// <summary>The same fault without its protection: the checker must then fail, for one of these reasons.</summary>
/// <param name="Disable">Switches of the server; null when the protection is a setting.</param>
/// <param name="Shows">Faults of which at least one must be found; empty when it is a complaint that must come.</param>
internal sealed record NegativeControl(string? Disable, params FaultKind[] Shows)
{
    /// <summary>Gets other servers than the fault's own, such as ones that promise less; null for the same.</summary>
    public RedisShape? Redis { get; init; }

    /// <summary>
    /// Gets a value indicating whether every node is killed once more behind the last acceptances, when nobody will write again: what that
    /// leaves open no later message answers along.
    /// </summary>
    public bool KillsBehindLastWords { get; init; }

    /// <summary>Gets another way to do it, where the missing protection must be given the time to show; null for the same.</summary>
    public Func<FaultScene, CancellationToken, Task>? HurtAsync { get; init; }
}
