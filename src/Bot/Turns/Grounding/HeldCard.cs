using System.Text.RegularExpressions;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>What the conversation tells of the cardholder's own card and region.</summary>
internal static partial class HeldCard
{
    /// <summary>Messages looked through, newest first.</summary>
    private const int MessagesMax = 20;

    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Reads it: what they called their own last; otherwise what was named, as long as nothing else of its kind was.</summary>
    public static IReadOnlyDictionary<string, string> Of(Turn turn, IKnowledgeBase knowledge)
    {
        Dictionary<string, string>? own = null;
        Dictionary<string, HashSet<string>>? named = null;
        var looked = 0;
        // From the end: a conversation is longer than what is looked through, and most messages name nothing.
        for (var place = turn.Said.Count - 1; place >= 0 && looked < MessagesMax; place--)
        {
            var message = turn.Said[place];
            if (message.Seq >= turn.Waiting[0].Seq || message.Speaker != "cardholder")
            {
                continue;
            }

            looked++;
            var values = message.NamedIn(knowledge, turn.StartedAt);
            if (values.Count == 0)
            {
                continue;
            }

            foreach (var (filter, value) in values)
            {
                named ??= new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
                if (!named.TryGetValue(filter, out var ofFilter))
                {
                    named[filter] = ofFilter = new HashSet<string>(StringComparer.Ordinal);
                }

                ofFilter.Add(value);
                if (own?.ContainsKey(filter) != true && Owned().IsMatch(message.Text))
                {
                    (own ??= new Dictionary<string, string>(StringComparer.Ordinal))[filter] = value;
                }
            }
        }

        return named is null ? Nothing : WithNamed(own ?? new Dictionary<string, string>(StringComparer.Ordinal), named);
    }

    private static Dictionary<string, string> WithNamed(Dictionary<string, string> own, Dictionary<string, HashSet<string>> named)
    {
        foreach (var (filter, values) in named)
        {
            if (values.Count == 1)
            {
                own.TryAdd(filter, values.First());
            }
        }

        return own;
    }

    /// <summary>Words that call a card one's own.</summary>
    [GeneratedRegex(@"\b(?:my|i have|i've got|i got|i hold|i use|i own|mine is)\b|我的|我有|我是|我用|我持有|我这张|我拿的", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Owned();
}
