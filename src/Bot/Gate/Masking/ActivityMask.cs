using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Gate.Masking;

/// <summary>
/// Masks every string, long number and property name of an activity, at any depth. Ids and times that the protocol needs stay as
/// they are, as long as they look like ids and times: a card number in their place is masked like any other.
/// </summary>
internal sealed class ActivityMask(TextMask texts)
{
    /// <summary>Deepest nesting that is read; what is deeper is dropped, since it cannot be checked.</summary>
    public const int DepthMax = 64;

    private static readonly HashSet<string> Times = ["timestamp", "localTimestamp", "expiration"];
    private static readonly HashSet<string> Ids = ["id", "type", "replyToId"];
    private static readonly HashSet<string> Accounts = ["from", "recipient", "conversation"];
    private static readonly HashSet<string> ClientIds = ["clientActivityID", "clientActivityId"];

    /// <summary>Makes a masked copy.</summary>
    /// <param name="activity">What a sender supplied; it is not changed.</param>
    /// <param name="kinds">What was found, each kind once.</param>
    public JsonObject Mask(JsonObject activity, out IReadOnlyList<string> kinds)
    {
        var found = new List<string>();
        var masked = new JsonObject();
        foreach (var (name, node) in activity)
        {
            masked[FreeName(masked, Text(name, null, found))] = IsStructural(name, node)
                ? node!.DeepClone()
                : name == "channelData" || Accounts.Contains(name) ? Part(name, node, found) : Node(node, name, 1, found);
        }

        kinds = [.. found.Distinct(StringComparer.Ordinal)];
        return masked;
    }

    /// <summary>Masks one text, without an activity around it.</summary>
    public MaskedText Mask(string text, string? context = null) => texts.Mask(text, context);

    private static bool IsStructural(string name, JsonNode? node) =>
        StringOf(node) is { } text && ((Ids.Contains(name) && IdShapes.IsStructural(text)) || (Times.Contains(name) && IdShapes.IsTime(text)));

    /// <summary>An account or channelData: one level in which ids keep their shape.</summary>
    private JsonNode? Part(string part, JsonNode? node, List<string> found)
    {
        if (node is not JsonObject members)
        {
            return Node(node, part, 1, found);
        }

        var masked = new JsonObject();
        foreach (var (name, member) in members)
        {
            var isKept = StringOf(member) is { } text
                && (part == "channelData" ? ClientIds.Contains(name) && IdShapes.IsClientId(text) : name == "id" && IdShapes.IsAccountId(text));
            masked[FreeName(masked, Text(name, null, found))] = isKept ? member!.DeepClone() : Node(member, name, 2, found);
        }

        return masked;
    }

    private JsonNode? Node(JsonNode? node, string? name, int depth, List<string> found)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonObject or JsonArray when depth >= DepthMax:
                return null;
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (member, value) in members)
                {
                    copy[FreeName(copy, Text(member, null, found))] = Node(value, member, depth + 1, found);
                }

                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Node(item, name, depth + 1, found))]);
            default:
                return Scalar(node, name, found);
        }
    }

    private JsonNode Scalar(JsonNode node, string? name, List<string> found)
    {
        var kind = node.GetValueKind();
        if (kind == JsonValueKind.String)
        {
            // One UUID in a hundred holds digits that pass for a card number; other rooms join entries by such ids.
            var text = node.GetValue<string>();
            return IdShapes.IsAccountId(text) ? node.DeepClone() : JsonValue.Create(Text(text, CueIn(name), found));
        }

        if (kind != JsonValueKind.Number)
        {
            return node.DeepClone();
        }

        var cue = CueIn(name);
        var number = node.ToJsonString();
        if (cue is null && number.Count(char.IsAsciiDigit) < Checks.CardDigitsMin)
        {
            return node.DeepClone();
        }

        var masked = Text(number, cue, found);
        return masked == number ? node.DeepClone() : JsonValue.Create(masked);
    }

    private string Text(string text, string? context, List<string> found)
    {
        var masked = texts.Mask(text, context);
        found.AddRange(masked.Kinds);
        return masked.Text;
    }

    /// <summary>The name of a property as words before its value, when it says that the value is secret: <c>newPassword</c> becomes "new Password: ".</summary>
    private static string? CueIn(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > 64)
        {
            return null;
        }

        var words = new StringBuilder(name.Length + 8);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character) && words.Length > 0 && char.IsAsciiLetterLower(words[^1]))
            {
                words.Append(' ');
            }

            words.Append(character is '_' or '-' ? ' ' : character);
        }

        var context = words.Append(": ").ToString();
        return Cues.Next(context, 0, out _).Word is null ? null : context;
    }

    /// <summary>Two names may become one when masked; neither value is lost.</summary>
    private static string FreeName(JsonObject taken, string name)
    {
        // Counting begins where no earlier clash has been, and takes long steps: thousands of names that become one must cost no more than others.
        var free = name;
        for (var number = taken.Count + 1; taken.ContainsKey(free); number += taken.Count)
        {
            free = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}~{number}");
        }

        return free;
    }

    private static string? StringOf(JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
