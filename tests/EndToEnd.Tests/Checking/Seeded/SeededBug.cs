namespace Cardline.EndToEnd.Tests.Checking.Seeded;

/// <summary>One thing that the toy desk does wrong. Each is a bug that a store of several nodes can really have.</summary>
public enum SeededBug
{
    /// <summary>None: the desk is right.</summary>
    None,

    /// <summary>A message is acknowledged from memory and written later; a crash in between forgets it.</summary>
    AcknowledgesFirst,

    /// <summary>Each node remembers the client ids that came to it, and not those that came to others.</summary>
    KeysPerNode,

    /// <summary>What was remembered of client ids is gone after a crash.</summary>
    KeysDieWithNode,

    /// <summary>An append compares nothing: two nodes give the same number.</summary>
    ComparesNothing,

    /// <summary>The cardholder's numbers count entries that are for staff.</summary>
    CountsStaffEntries,

    /// <summary>What waited together is written last first.</summary>
    WritesLastFirst,

    /// <summary>Two nodes run one turn, and both outcomes are written.</summary>
    TurnWithoutOwner,

    /// <summary>A reply whose write seemed to fail is written once more, apart from its outcome.</summary>
    RepliesApart,

    /// <summary>A turn that a dead node had open is never run again.</summary>
    ForgetsOpenTurns,

    /// <summary>The bot's reply is written although a person took over meanwhile.</summary>
    IgnoresEpoch,

    /// <summary>Two agents are told that the case is theirs.</summary>
    GivesCaseTwice,

    /// <summary>The time of an entry is that of the node, one of which is an hour ahead.</summary>
    BelievesNodeClock,

    /// <summary>The head is written after the entries, not with them.</summary>
    HeadLags,

    /// <summary>A reader who connects again begins after what is newest, not after what it has.</summary>
    SkipsOnReconnect,

    /// <summary>A reader who connects again is given an entry that it has.</summary>
    RepeatsOnReconnect,
}
