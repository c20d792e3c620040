using System.Text.RegularExpressions;
using Cardline.Bot.Turns.Context;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Escalation;

/// <summary>Where the short question stands that saves the agent from asking it. The set is closed; docs/log.md names the steps.</summary>
internal enum IntakeStep
{
    /// <summary>It is asked with this turn's offer.</summary>
    Asked,

    /// <summary>This turn's messages reply to it.</summary>
    Noted,
}

/// <summary>Recognises the reply to the intake question. Nobody has to reply: whoever asks something else gets an answer to that.</summary>
internal static partial class Intake
{
    /// <summary>The reason it was asked for, when the messages are the reply; null otherwise.</summary>
    public static string? RepliedFor(Turn turn) =>
        turn is { Memory.Before: { Intake: "asked", Offered: { } reason }, Courtesy: Courtesy.None, Wish: null, Answer: { } answer }
        && turn.Waiting.All(message => message.Activity["value"] is null)
        && (answer.Outcome != AnswerOutcome.Answer || Tells(turn.Question))
            ? reason
            : null;

    /// <summary>Whether words tell what happened and ask nothing. An article found for them would answer what nobody asked.</summary>
    private static bool Tells(string text) => !Asking.Asks(text) && Telling().IsMatch(text);

    /// <summary>When it was, or what was tried.</summary>
    [GeneratedRegex(
        @"\b(?:since|yesterday|this morning|last (?:night|week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:days?|weeks?|hours?|months?) ago|for (?:\w+ )?(?:days|weeks|hours|months)|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|it started|i (?:have )?tried|it (?:says|said|shows|showed)|the screen (?:says|said|shows))\b|(?:从|自从?)?(?:昨天|前天|昨晚|今早|上周|上个?月|上星期|星期[一二三四五六日天]|周[一二三四五六日])|[天周月小时]前|开始(?:的|就)|显示|提示|试过|试了",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Telling();
}
