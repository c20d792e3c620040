using System.Text.Json.Nodes;

namespace Cardline.Handoff.Queue;

/// <summary>What the bot found out for the agent before a person came: the cardholder's reply to the intake question, the matters of a message that held several, and a model's summary.</summary>
/// <remarks>The outcome names the messages and does not repeat them, so what is overwritten in a message is gone here too when the case is folded again.</remarks>
internal sealed class CaseNotes
{
    /// <summary>Most characters of the reply shown on the card; the log has all of it.</summary>
    public const int IntakeCharsMax = 1000;

    /// <summary>Most matters listed.</summary>
    public const int MattersMax = 5;

    /// <summary>Messages of the cardholder remembered until the outcome says which of them were the reply; no turn answers more.</summary>
    private const int RecentMax = 8;

    private readonly Queue<(long Seq, string Text)> _recent;

    /// <summary>Begins with nothing.</summary>
    public CaseNotes() => _recent = new();

    private CaseNotes(CaseNotes from) => (_recent, Intake, Matters, Summary) = (new(from._recent), from.Intake, from.Matters, from.Summary);

    /// <summary>Gets what the cardholder said when asked; null when nothing was.</summary>
    public string? Intake { get; private set; }

    /// <summary>Gets the titles of the articles that a message with several matters was about; empty when there was none.</summary>
    public IReadOnlyList<string> Matters { get; private set; } = [];

    /// <summary>Gets what a model made of the conversation for this handoff; null when there is none. It may be wrong, and stands beside the evidence only.</summary>
    public string? Summary { get; private set; }

    /// <summary>The same notes, to go on from apart.</summary>
    public CaseNotes Copy() => new(this);

    /// <summary>Takes in what the cardholder wrote.</summary>
    public void Said(long seq, string text)
    {
        if (_recent.Count == RecentMax)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue((seq, text));
    }

    /// <summary>Takes in how a turn ended.</summary>
    public void Ended(JsonObject outcome)
    {
        if (outcome["matters"] is JsonArray matters)
        {
            Matters = [.. matters.OfType<JsonObject>().Select(matter => Text(matter["title"])).OfType<string>().Distinct(StringComparer.Ordinal).Take(MattersMax)];
        }

        if (outcome["intake"] is JsonObject intake && Text(intake["step"]) == "noted" && outcome["answers"] is JsonArray answers)
        {
            var seqs = answers.OfType<JsonValue>().Select(seq => seq.TryGetValue<long>(out var number) ? number : 0).ToHashSet();
            var words = string.Join('\n', _recent.Where(message => seqs.Contains(message.Seq)).Select(message => message.Text));

            // What was told to one question is not lost when another one is answered.
            Intake = Cut(Intake is null ? words : Intake + "\n" + words);
        }
    }

    /// <summary>Takes in a model's summary.</summary>
    /// <param name="value">What the event says.</param>
    /// <param name="handoffId">The handoff that the case is about; a summary of an earlier one is left alone.</param>
    public void Summed(JsonObject value, string? handoffId)
    {
        if (handoffId is not null && Text(value["handoffId"]) == handoffId)
        {
            Summary = Text(value["text"]) is { } text ? Cut(text) : null;
        }
    }

    /// <summary>A person was asked for anew: what was summed up before is about something else.</summary>
    public void Anew() => Summary = null;

    /// <summary>A person has dealt with it; what is told from here on is about something else.</summary>
    public void Settled() => (Intake, Matters, Summary) = (null, [], null);

    private static string? Cut(string text) => text.Length == 0 ? null
        : text.Length <= IntakeCharsMax ? text
        : char.IsHighSurrogate(text[IntakeCharsMax - 1]) ? text[..(IntakeCharsMax - 1)] : text[..IntakeCharsMax];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
