using System.Text.Json.Nodes;
using Cardline.Handoff.Queue;
using Microsoft.AspNetCore.Http;

namespace Cardline.Handoff.Desk;

/// <summary>"Was this handoff needed?": whoever holds or held the case says yes or no, and may say otherwise later. Each time one entry; the last one counts.</summary>
internal sealed class Judgements(IConversations conversations, CaseReader reader)
{
    /// <summary>How often the write is tried when the conversation moves on in the middle of it.</summary>
    public const int TriesMax = 3;

    /// <summary>Writes a judgement. It belongs to a handoff and not to an epoch, so it is also taken of a case that is closed.</summary>
    public async Task<IResult> JudgeAsync(string conversationId, AgentView agent, JudgementRequest request, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await conversations.FindAsync(conversationId, cancel) is not { } state)
            {
                return DeskProblem.NotFound;
            }

            var item = (await reader.ReadAsync(conversationId, state.Seq, cancel)).ToItem(place: null);
            if (item.HandoffId is null)
            {
                return DeskProblem.NotFound;
            }

            if (item.HandoffId != request.HandoffId || item.LastAgentId != agent.Id)
            {
                return DeskProblem.NotTheirs;
            }

            var change = new ConversationChange(
                conversationId, state.Epoch, agent.Id, agent.Name, request.ClientId!, [Entry(item, agent, request.Needed!.Value)], NewHolder: null);
            var result = await conversations.ChangeAsync(change, cancel);
            if (result.Outcome != ChangeOutcome.StaleEpoch)
            {
                return result.Outcome switch
                {
                    ChangeOutcome.Done or ChangeOutcome.Repeated => Results.Ok((await reader.ReadAsync(conversationId, result.State!.Seq, cancel)).ToItem(place: null)),
                    ChangeOutcome.Conflict => DeskProblem.ClientIdUsed,
                    _ => DeskProblem.NotFound,
                };
            }
        }

        return DeskProblem.NotTheirs;
    }

    private static NewConversationEntry Entry(QueueItem item, AgentView agent, bool needed) => new(
        new JsonObject
        {
            ["type"] = "event",
            ["name"] = "handoff.needed",
            ["value"] = new JsonObject
            {
                ["handoffId"] = item.HandoffId, ["reason"] = item.Reason, ["needed"] = needed, ["agentId"] = agent.Id, ["agentName"] = agent.Name,
            },
        },
        VisibleToCardholder: false);
}
