using System.Text.RegularExpressions;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>What the conversation tells of the cardholder's own card and region.</summary>
internal static partial class HeldCard
{
    /// <summary>Messages looked through, newest first.</summary>
    private const int MessagesMax = 20;

    /// <summary>Reads it: what they called their own last; otherwise what was named, as long as nothing else of its kind was.</summary>
    public static IReadOnlyDictionary<string, string> Of(Turn turn, IKnowledgeBase knowledge)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        var named = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var message in turn.Said.Where(entry => entry.Speaker == "cardholder" && entry.Seq < turn.Waiting[0].Seq).TakeLast(MessagesMax).Reverse())
        {
            foreach (var (filter, value) in knowledge.Named(message.Text, turn.StartedAt))
            {
                if (!named.TryGetValue(filter, out var values))
                {
                    named[filter] = values = new HashSet<string>(StringComparer.Ordinal);
                }

                values.Add(value);
                if (Owned().IsMatch(message.Text))
                {
                    own.TryAdd(filter, value);
                }
            }
        }

        foreach (var (filter, values) in named.Where(filter => filter.Value.Count == 1))
        {
            own.TryAdd(filter, values.First());
        }

        return own;
    }

    /// <summary>Words that call a card one's own.</summary>
    [GeneratedRegex(@"\b(?:my|i have|i've got|i got|i hold|i use|i own|mine is)\b|我的|我有|我是|我用|我持有|我这张|我拿的", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Owned();
}
