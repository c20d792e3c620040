namespace Cardline.Bot.Turns;

/// <summary>What a turn needs to know about the line of waiting cases.</summary>
internal interface ILine
{
    /// <summary>Gets a value indicating whether any agent is on duty.</summary>
    bool AgentsOnDuty { get; }

    /// <summary>The place, counted from 1, that a new case with this reason would get now.</summary>
    int PlaceForNew(string reason);

    /// <summary>The priority class of a reason; 0 is served first.</summary>
    int PriorityOf(string reason);
}
