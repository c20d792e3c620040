using Cardline.Bot.Turns;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Tools;

/// <summary>The tools there are. Names and words are written for a model to read.</summary>
internal static class ToolShapes
{
    /// <summary>Longest question or query, in characters; as much as a turn searches for.</summary>
    public const int QuestionCharsMax = 2_000;

    /// <summary>Longest id of a conversation, in characters.</summary>
    public const int ConversationIdCharsMax = 256;

    /// <summary>Longest note, in characters.</summary>
    public const int NoteCharsMax = 500;

    /// <summary>Longest client id, in characters.</summary>
    public const int ClientIdCharsMax = 128;

    /// <summary>Most articles of one search.</summary>
    public const int TopMax = 10;

    /// <summary>Articles of one search when nothing else is asked for.</summary>
    public const int TopUsual = 5;

    private static readonly ChoiceParameter Lang = new("lang", "Language of the answer. Leave it out to use the language of the question.", Required: false, [Languages.English, Languages.Chinese]);

    /// <summary>Finds articles.</summary>
    public static readonly ToolShape Search = new(
        "search_articles",
        "Search the bank's articles",
        "Searches the bank's approved articles about its cards. Returns candidates, best first, each with article id, title, probability from 0 to 1, short approved text and sources. Use it to see what the bank has said about a topic; use ask to get the one answer. Changes nothing.",
        ReadOnly: true,
        [
            new TextParameter("query", "What to look for, in English or Chinese: a question or a few words.", Required: true, QuestionCharsMax),
            Lang,
            new NumberParameter("top", "How many candidates to return.", 1, TopMax, TopUsual),
        ]);

    /// <summary>Answers a question.</summary>
    public static readonly ToolShape Ask = new(
        "ask",
        "Ask the bank's card desk",
        "Asks the bank's card desk one question, as a cardholder would, and returns its decision. outcome is answer (text is the approved answer: quote it as it is and name its sources), choose (several articles fit: let the person pick one of chips) or unknown (there is no approved answer: say so, invent nothing, offer a person). Changes nothing.",
        ReadOnly: true,
        [
            new TextParameter("question", "One question in the cardholder's own words, in English or Chinese. No card numbers, codes or passwords.", Required: true, QuestionCharsMax),
            Lang,
        ]);

    /// <summary>Counts the line.</summary>
    public static readonly ToolShape Queue = new(
        "queue_state",
        "State of the waiting line",
        "Counts the conversations that wait for a person: by priority (0 is the most urgent) and by reason, how many agents hold, the longest wait in seconds and the agents on duty (null when that is not known here). Numbers only, nobody's words. Changes nothing.",
        ReadOnly: true,
        []);

    /// <summary>Asks for a person.</summary>
    public static readonly ToolShape Handoff = new(
        "open_handoff",
        "Hand a conversation to a person",
        "Puts a running conversation into the line for a person at the bank, as if the cardholder had pressed \"talk to a person\". The cardholder is told at once and the bot steps back; it cannot be taken back with a tool. Use it only when a person is needed. status says what became of it: queued, already_waiting, held_by_agent, closed, no_such_conversation or done_before; only queued changed anything.",
        ReadOnly: false,
        [
            new TextParameter("conversation_id", "Id of the conversation, exactly as it was given.", Required: true, ConversationIdCharsMax),
            new ChoiceParameter("reason", "Why a person is needed. Leave it out when a person was simply asked for.", Required: false, HandoffReasons.All),
            new TextParameter("note", "A short note for the agent; the cardholder never sees it. No card numbers, codes or passwords.", Required: false, NoteCharsMax),
            new TextParameter("client_id", "An id of your own for this request. The same id in the same conversation is done at most once, ever; use a new one for a new request.", Required: false, ClientIdCharsMax),
        ]);

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<ToolShape> All { get; } = [Search, Ask, Queue, Handoff];
}
