using Cardline.Load.Drivers;
using Cardline.Load.Nodes;

namespace Cardline.Load.Faults;

/// <summary>Everybody writes once more, and every node dies right behind the first acceptance.</summary>
internal static class LastWords
{
    private const int Rounds = 2;

    /// <summary>Does it a few times, as an answer may be faster than the death.</summary>
    public static async Task SayAsync(Fleet fleet, IReadOnlyList<Cardholder> cardholders, CancellationToken abandon)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var last = Task.WhenAll(cardholders.Select(cardholder => cardholder.SayLastAsync(() => first.TrySetResult(), abandon)));
            await first.Task.WaitAsync(abandon);
            await Task.WhenAll(fleet.Nodes.Select(node => node.KillAsync()));
            foreach (var node in fleet.Nodes)
            {
                await node.StartAgainAsync(abandon);
            }

            await last;
        }
    }
}
