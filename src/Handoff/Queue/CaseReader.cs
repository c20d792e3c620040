using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Queue;

/// <summary>Folds one conversation's case from its log.</summary>
internal sealed class CaseReader(IConversations conversations, IOptions<HandoffOptions> options)
{
    /// <summary>Entries read at a time.</summary>
    public const int PageMax = 500;

    /// <summary>Folds a conversation.</summary>
    /// <param name="conversationId">Which one.</param>
    /// <param name="throughSeq">The last entry to fold.</param>
    /// <param name="cancel">Stops the read.</param>
    /// <param name="from">The case as it was folded before, a copy of its own to go on from; null to begin with the log's first entry.</param>
    public async Task<HandoffCase> ReadAsync(string conversationId, long throughSeq, CancellationToken cancel, HandoffCase? from = null)
    {
        var folded = from is not null && from.Seq <= throughSeq ? from : new HandoffCase(conversationId, options.Value);
        while (folded.Seq < throughSeq)
        {
            var page = await conversations.ReadAsync(conversationId, folded.Seq, PageMax, cancel);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var entry in page.Where(entry => entry.Seq <= throughSeq))
            {
                if (from is not null && CaseEvents.ChangesWhatWas(entry))
                {
                    return await ReadAsync(conversationId, throughSeq, cancel);
                }

                folded.Apply(entry);
            }

            if (page[^1].Seq >= throughSeq)
            {
                break;
            }
        }

        return folded;
    }
}
