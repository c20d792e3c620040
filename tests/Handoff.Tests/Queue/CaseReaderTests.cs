using Cardline.Handoff.Queue;
using Cardline.Handoff.Tests.Doubles;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Tests.Queue;

public sealed class CaseReaderTests
{
    [Fact]
    public async Task Read_FromACopy_GoesOnAndLeavesTheOriginalAlone()
    {
        var log = new MemoryConversations(new ManualTime());
        log.HandsOver("c", "fraud");
        Enumerable.Range(0, 100).ToList().ForEach(number => log.Says("c", $"message {number}"));
        var reader = new CaseReader(log, Options.Create(new HandoffOptions()));
        var first = await reader.ReadAsync("c", log.Log("c")[^1].Seq, CancellationToken.None);
        log.Says("c", "one more");
        var (last, read) = (log.Log("c")[^1].Seq, log.EntriesRead);

        var next = await reader.ReadAsync("c", last, CancellationToken.None, first.Copy());

        (log.EntriesRead - read).ShouldBe(1);
        (next.ToItem(place: null).LastText, first.ToItem(place: null).LastText).ShouldBe(("one more", "message 99"));
        next.ToItem(place: null).ShouldBe((await reader.ReadAsync("c", last, CancellationToken.None)).ToItem(place: null));
    }
}
