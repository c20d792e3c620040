using Cardline.Load.Nodes;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>Reads every conversation from its start once more from each node: whichever is asked, the replay must be the log.</summary>
internal static class Replays
{
    private const int PagesMax = 20_000;

    /// <summary>Reads them all.</summary>
    public static async Task<IReadOnlyList<ReceivedStream>> ReadAsync(
        IReadOnlyList<DirectLineConversation> conversations, int nodes, List<string> complaints, CancellationToken cancel)
    {
        var replays = new List<ReceivedStream>();
        for (var node = 0; node < nodes; node++)
        {
            foreach (var conversation in conversations)
            {
                try
                {
                    replays.Add(await ReadAsync(conversation, node, cancel));
                }
                catch (Exception error) when (FleetTrouble.Is(error) && !cancel.IsCancellationRequested)
                {
                    complaints.Add($"node {node + 1} did not give the replay of {conversation.ConversationId}: {error.GetType().Name}");
                }
            }
        }

        return replays;
    }

    private static async Task<ReceivedStream> ReadAsync(DirectLineConversation conversation, int node, CancellationToken cancel)
    {
        Balancer.Pin(node);
        var (ids, texts) = (new List<string>(), new List<string?>());
        string? watermark = null;
        for (var page = 0; page < PagesMax; page++)
        {
            var set = await conversation.ReadAsync(watermark, cancel);
            if (set.Activities.Count == 0)
            {
                break;
            }

            ids.AddRange(set.Activities.Select(activity => (string)activity["id"]!));
            texts.AddRange(set.Activities.Select(activity => (string?)activity["text"]));
            watermark = set.Watermark;
        }

        return new ReceivedStream(conversation.ConversationId, ids) { Texts = texts };
    }
}
