namespace Cardline.TestKit.History;

/// <summary>What agents were told is what the log says: one owner per case, and no word of an agent lost or doubled.</summary>
internal static class DeskRule
{
    public static IEnumerable<Fault> Check(IReadOnlyList<DeskAct> acts, IReadOnlyList<StoredEntry> log)
    {
        // What went with the beginning of a trimmed log can be judged no more. A case that somebody holds is not trimmed.
        var begin = StoredSnapshot.Of(log, acts[0].ConversationId).Head;
        acts = begin.Seq == 0 ? acts : [.. acts.Where(act => act.Epoch > begin.Epoch)];
        foreach (var claims in acts.Where(act => act is { Verb: "claim", Accepted: true }).GroupBy(act => act.Epoch))
        {
            var owner = log.FirstOrDefault(entry => entry.EventName == "cardline.holder" && entry.Epoch == claims.Key + 1);
            foreach (var agent in claims.Select(claim => claim.AgentId).Distinct(StringComparer.Ordinal))
            {
                if (owner is not { Holder: StoredHolder.Agent } || owner.AgentId != agent)
                {
                    yield return new Fault(FaultKind.TwoOwners, claims.First().ConversationId, $"{agent} was given the case of epoch {claims.Key}; the log gives it to {owner?.AgentId ?? "nobody"}");
                }
            }
        }

        var said = log.Where(entry => entry is { Sender: StoredSender.Agent, Speaker: "agent" }).ToLookup(entry => (string?)entry.Activity["text"] ?? "", StringComparer.Ordinal);
        foreach (var act in acts.Where(act => act is { Verb: "messages", Text: not null }))
        {
            var copies = said[act.Text!].ToList();
            if (copies.Count > 1)
            {
                yield return new Fault(FaultKind.Duplicated, act.ConversationId, $"an agent's line of epoch {act.Epoch} stands at seq {string.Join(", ", copies.Select(c => c.Seq))}");
            }

            if (act.Accepted && !copies.Exists(copy => copy.AgentId == act.AgentId))
            {
                yield return new Fault(FaultKind.Lost, act.ConversationId, $"an agent's line of epoch {act.Epoch} was accepted");
            }
        }
    }
}
