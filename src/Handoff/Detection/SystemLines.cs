namespace Cardline.Handoff.Detection;

/// <summary>Approved lines that the desk itself says, in one language.</summary>
/// <param name="Joined">An agent took over; <c>{name}</c> is the agent's name.</param>
/// <param name="Returned">The agent left and the bot answers again.</param>
/// <param name="Closed">It is over; asks how it went.</param>
/// <param name="AgentLost">The agent's connection was lost; the place in line is kept.</param>
/// <param name="Scores">What the five chips of the survey say, from 1 to 5.</param>
public sealed record SystemLines(string Joined, string Returned, string Closed, string AgentLost, IReadOnlyList<string> Scores);
