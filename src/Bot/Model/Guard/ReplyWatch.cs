using System.Globalization;
using Cardline.Bot.Model.Client;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Guard;

/// <summary>Watches a reply as it comes, and says what is wrong with it.</summary>
internal sealed class ReplyWatch
{
    /// <summary>Most characters of a reply.</summary>
    public const int ReplyCharsMax = 20_000;

    /// <summary>Most tokens that a reply is believed to have used; what says more is not counted but guessed.</summary>
    public const long TokensMax = 10_000_000;

    private int chars;
    private bool anything;
    private ChatFinishReason? reason;

    /// <summary>Tokens read; null when the endpoint did not say.</summary>
    public long? TokensIn { get; private set; }

    /// <summary>Tokens written; null when the endpoint did not say.</summary>
    public long? TokensOut { get; private set; }

    /// <summary>The model that the endpoint says it was.</summary>
    public string? AnsweredBy { get; private set; }

    /// <summary>Why the reply ended, as the endpoint says.</summary>
    public ChatFinishReason? Reason => reason;

    /// <summary>What is wrong so far; null when nothing is.</summary>
    public Fallback? Wrong { get; private set; }

    /// <summary>What is wrong with the whole reply; null when nothing is.</summary>
    public Fallback? WrongAtTheEnd =>
        Wrong is not null ? Wrong
        : reason == ChatFinishReason.Length ? Fallback.Length
        : reason == ChatFinishReason.ContentFilter ? Fallback.ContentFilter
        : reason == ChatFinishReason.ToolCalls ? Fallback.ToolCall
        : !anything ? Fallback.Empty
        : null;

    /// <summary>Takes one update.</summary>
    /// <returns>Its words; may be empty.</returns>
    public string Take(ChatResponseUpdate update)
    {
        AnsweredBy = update.ModelId ?? AnsweredBy;
        reason = update.FinishReason ?? reason;
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case UsageContent { Details: { InputTokenCount: >= 0 and <= TokensMax, OutputTokenCount: >= 0 and <= TokensMax } usage }:
                    (TokensIn, TokensOut) = (usage.InputTokenCount, usage.OutputTokenCount);
                    break;
                case FunctionCallContent:
                    Wrong ??= Fallback.ToolCall;
                    break;
                case ErrorContent error:
                    Wrong ??= error.ErrorCode == ChatReplies.RefusalCode ? Fallback.Declined : Fallback.Failed;
                    break;
            }
        }

        var words = update.Text;
        chars += words.Length;
        anything = anything || words.Any(IsSeen);
        Wrong ??= chars > ReplyCharsMax ? Fallback.TooLong : null;
        return Wrong is null ? words : "";
    }

    private static bool IsSeen(char c) => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);
}
