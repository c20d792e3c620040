using System.Net;
using System.Text.Json.Nodes;
using Cardline.Load.Drivers;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>Many claims of one case at once, from several agents over all nodes: one agent gets it, all others are told who.</summary>
internal static class ClaimRace
{
    /// <summary>Most rounds; the length of the fault ends it before.</summary>
    public const int RoundsMax = 1000;

    /// <summary>Rounds between two lines that say how far it is.</summary>
    public const int SaidEvery = 50;

    /// <summary>Claims in one round.</summary>
    public const int ClaimsPerRound = 200;

    /// <summary>Runs rounds until the time is over and there were as many as are asked for.</summary>
    public static async Task RunAsync(FaultScene scene, CancellationToken cancel)
    {
        var desks = await Task.WhenAll(scene.Agents.Select(agent => scene.Fleet.SignInAsync(agent.Name, agent.Password, cancel)));
        using var offDuty = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var duties = desks.Select(desk => desk.StayOnDutyAsync(offDuty.Token)).ToList();
        try
        {
            var conversation = await DirectLineConversation.StartWithSecretAsync(scene.Fleet.Http, LoadServer.Secret, "dl_race", cancel);
            var began = TimeProvider.System.GetTimestamp();
            var (rounds, epoch) = (0, 0L);
            for (; rounds < RoundsMax && (rounds < scene.RoundsMin || TimeProvider.System.GetElapsedTime(began) < scene.Length); rounds++)
            {
                epoch = await RoundAsync(scene, conversation, desks, (rounds, epoch), cancel);
                if ((rounds + 1) % SaidEvery == 0)
                {
                    Report.Say($"claim-race: {rounds + 1} rounds after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
                }
            }

            scene.Figures["rounds"] = rounds;
            scene.Figures["claims"] = (double)rounds * ClaimsPerRound;
        }
        finally
        {
            await offDuty.CancelAsync();
            await Task.WhenAll(duties).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Array.ForEach(desks, desk => desk.Dispose());
        }
    }

    /// <summary>Runs one round.</summary>
    /// <returns>The epoch under which was claimed.</returns>
    private static async Task<long> RoundAsync(FaultScene scene, DirectLineConversation conversation, DeskClient[] desks, (int Number, long After) last, CancellationToken cancel)
    {
        var round = last.Number;
        await conversation.PostTextAsync($"race-{round}", $"I want to talk to a person ({Letters.Of(round)})", cancel);
        long epoch = 0;
        await Waiting.UntilAsync("the case to wait", async () =>
        {
            var item = (await desks[0].BoardAsync(cancel)).FirstOrDefault(item => (string?)item["conversationId"] == conversation.ConversationId);
            epoch = (long?)item?["epoch"] ?? 0;

            // The board is that of whichever node was asked, and one that is a moment behind still shows the case of the round before.
            return (string?)item?["state"] == "waiting" && epoch > last.After;
        }, cancel: cancel);

        var claims = await Task.WhenAll(Enumerable.Range(0, ClaimsPerRound).Select(number => ClaimAsync(scene, conversation, desks[number % desks.Length], $"{round}-{number}", epoch, cancel)));
        var winners = claims.Where(claim => claim.Status == HttpStatusCode.OK).Select(claim => claim.Agent).Distinct().ToList();
        if (winners.Count != 1)
        {
            scene.Complaints.Enqueue($"round {round}: {winners.Count} agents were given the case");
        }

        foreach (var winner in winners)
        {
            await winner.DoAsync(conversation.ConversationId, "return", new JsonObject { ["clientId"] = $"race-return-{round}", ["epoch"] = epoch + 1 }, cancel);
        }

        return epoch;
    }

    private static async Task<(DeskClient Agent, HttpStatusCode Status)> ClaimAsync(
        FaultScene scene, DirectLineConversation conversation, DeskClient agent, string name, long epoch, CancellationToken cancel)
    {
        scene.Meter.Tried();
        var (status, _) = await agent.DoAsync(conversation.ConversationId, "claim", new JsonObject { ["clientId"] = $"race-{name}", ["epoch"] = epoch }, cancel);
        scene.Acts.Enqueue(new DeskAct(conversation.ConversationId, agent.AgentId, "claim", epoch) { Accepted = status == HttpStatusCode.OK });
        return (agent, status);
    }
}
