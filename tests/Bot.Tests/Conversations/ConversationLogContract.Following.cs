using Cardline.Bot.Conversations;
using Cardline.Handoff;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Conversations;

/// <content>Following and redaction.</content>
public abstract partial class ConversationLogContract
{
    [Fact]
    public async Task Follow_FromAWatermark_ReplaysThenGoesLive_MissingAndRepeatingNothing()
    {
        await Log.AppendedAsync(Begin(Id));
        await Log.AppendedAsync(Says(Id, "0"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<string>();
        var follower = Task.Run(async () =>
        {
            await foreach (var page in Log.FollowAsync(Id, Audience.Cardholder, 0, stop.Token))
            {
                seen.AddRange(page.Select(entry => entry.Text()!));
                if (seen.Count >= 300)
                {
                    break;
                }
            }
        });
        for (var i = 1; i < 300; i++)
        {
            await Log.AppendedAsync(Says(Id, i.ToString()));
        }

        await follower;

        seen.ShouldBe(Enumerable.Range(0, 300).Select(n => n.ToString()));
    }

    [Fact]
    public async Task Follow_SlowReader_MissesNothing_AndDelaysNobody()
    {
        await Log.AppendedAsync(Begin(Id));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var slow = Log.FollowAsync(Id, Audience.Cardholder, 0, stop.Token).GetAsyncEnumerator();
        await Log.AppendedAsync(Says(Id, "0"));
        (await slow.MoveNextAsync()).ShouldBeTrue();
        var seen = slow.Current.Select(entry => entry.Text()).ToList();

        // Many times what is kept in memory for a followed conversation, while the reader does not come back.
        for (var i = 1; i < 600; i++)
        {
            await Log.AppendedAsync(Says(Id, i.ToString()));
        }

        while (seen.Count < 600 && await slow.MoveNextAsync())
        {
            slow.Current.Count.ShouldBeLessThanOrEqualTo(200);
            seen.AddRange(slow.Current.Select(entry => entry.Text()));
        }

        seen.ShouldBe(Enumerable.Range(0, 600).Select(n => n.ToString()));
    }

    [Fact]
    public async Task Follow_ClientForgedARecordOfRedaction_GoesOn()
    {
        await Log.AppendedAsync(Begin(Id));
        var forged = new NewEntry(
            new System.Text.Json.Nodes.JsonObject { ["type"] = "endOfConversation", ["name"] = LogEvents.Redacted, ["value"] = "nothing" }, Visible: false);
        await Log.AppendedAsync(new AppendRequest(Id, SenderKind.Cardholder, Key: null, [forged]));
        await Log.AppendedAsync(Says(Id, "after"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await foreach (var page in Log.FollowAsync(Id, Audience.Cardholder, 0, stop.Token))
        {
            page.Single().Text().ShouldBe("after");
            return;
        }
    }

    [Fact]
    public async Task FollowAll_SeesEveryEntryOfConversationsWithPeopleOnce_AndTheirReturn()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<LogEntry>();
        var follower = Task.Run(async () =>
        {
            await foreach (var page in Log.FollowAllAsync(0, stop.Token))
            {
                seen.AddRange(page);
                if (seen.Count(entry => entry.Holder.Kind == HolderKind.Bot && entry.Name() == LogEvents.Holder) == 5)
                {
                    break;
                }
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async n =>
        {
            var begun = await Log.AppendedAsync(Begin("c-" + n));
            await Log.AppendedAsync(Staff("c-" + n, begun.Epoch, new Holder(HolderKind.Queue)));
            for (var i = 0; i < 10; i++)
            {
                await Log.AppendedAsync(BotAnswers(await Log.AppendedAsync(Says("c-" + n, "hi")), "hello"));
            }

            await Log.AppendedAsync(Staff("c-" + n, begun.Epoch + 1, new Holder(HolderKind.Bot)));
        }));
        await follower;

        seen.Select(entry => entry.Position).ShouldBeInOrder(SortDirection.Ascending);
        seen.Select(entry => entry.Position).ShouldBeUnique();
        foreach (var log in seen.GroupBy(entry => entry.ConversationId))
        {
            // From the handover on there is no gap and nothing twice; what came before may be there or not.
            var seqs = log.Select(entry => entry.Seq).ToList();
            seqs.Where(seq => seq >= 2).ShouldBe(Enumerable.Range(2, (int)seqs[^1] - 1).Select(n => (long)n));
        }
    }

    [Fact]
    public async Task Redact_Message_OverwritesItKeepsItsNumbersAndSendsItAgain()
    {
        await Log.AppendedAsync(Begin(Id));
        await Log.AppendedAsync(Says(Id, "4111 1111"));
        var head = await Log.AppendedAsync(Says(Id, "fine"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var follower = Log.FollowAsync(Id, Audience.Cardholder, head.VisibleSeq, stop.Token).GetAsyncEnumerator();
        var next = follower.MoveNextAsync().AsTask();

        (await Log.RedactAsync(Id, 2, "split card number", default)).ShouldBeTrue();

        (await next).ShouldBeTrue();
        var again = follower.Current.Single();
        again.VisibleSeq.ShouldBe(1);
        again.Text().ShouldBe("[…]");
        var log = await Log.ReadAsync(Id, Audience.Staff, 0, 100, default);
        log.ShouldAllBe(entry => !entry.Json.Contains("4111"));
        log.Single(entry => entry.Name() == LogEvents.Redacted).VisibleSeq.ShouldBeNull();
        ((string?)log.Single(entry => entry.Seq == 2).Activity()["id"]).ShouldBe("c-1|0000001");
    }

    [Fact]
    public async Task Redact_UnknownEntry_SaysSoAndWritesNothing()
    {
        var head = await Log.AppendedAsync(Begin(Id));
        (await Log.RedactAsync(Id, 99, "nothing there", default)).ShouldBeFalse();
        (await Log.FindAsync(Id, default))!.Seq.ShouldBe(head.Seq);
    }
}
