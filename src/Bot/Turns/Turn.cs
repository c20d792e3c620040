using Cardline.Bot.Conversations;
using Cardline.Bot.Model;
using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Bot.Turns.Reply;
using Cardline.Bot.Turns.Reply.Composing;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns;

/// <summary>One turn on its way through the stages. Each stage returns a copy with what it found out.</summary>
/// <param name="Head">Where the conversation stood when the turn began; its epoch guards the outcome.</param>
/// <param name="Said">The conversation so far, oldest first, ending with the messages to answer.</param>
/// <param name="Waiting">The messages to answer, oldest first; at least one.</param>
/// <param name="StartedAt">The moment whose facts are in force.</param>
internal sealed record Turn(ConversationHead Head, IReadOnlyList<SaidEntry> Said, IReadOnlyList<SaidEntry> Waiting, DateTimeOffset StartedAt)
{
    /// <summary>Gets the language to answer in: <c>en</c> or <c>zh-Hans</c>. Set by Context, guessed from the words before that.</summary>
    public string Lang { get; init; } = Languages.Of(Waiting, Said);

    /// <summary>Gets the conversation as detection sees it, made once for both judgements.</summary>
    public SaidSoFar Judged { get; } = new([.. Said.Select(entry => entry.Judged)]);

    /// <summary>Gets the handoff that the conversation is waiting for; null when it is not in the queue.</summary>
    public OpenHandoff? Handoff { get; init; }

    /// <summary>Gets how the earlier turns ended, oldest first, as far as the turn looks back.</summary>
    public IReadOnlyList<PastOutcome> Past { get; init; } = [];

    /// <summary>Gets what was offered so far and what became of it, before this turn.</summary>
    public OfferMemory Offers { get; init; } = OfferMemory.None;

    /// <summary>Gets what the cardholder asks, all waiting messages together. Set by Context.</summary>
    public string Question { get; init; } = string.Empty;

    /// <summary>Gets the article the cardholder picked, and whether its rest is wanted.</summary>
    public (string Article, bool More)? Picked => Wish is { Article: { } article } wish ? (article, wish.More) : null;

    /// <summary>Gets what the messages want of what was said before; null when they stand on their own. Set by Context.</summary>
    public Wish? Wish { get; init; }

    /// <summary>Gets the question before, its answer and what was offered. Set by Context.</summary>
    public Memory Memory { get; init; } = Memory.None;

    /// <summary>Gets what the messages are when they ask nothing. Set by Context.</summary>
    public Courtesy Courtesy { get; init; }

    /// <summary>Gets a value indicating whether the person who was offered right before is refused. Set by Context.</summary>
    public bool Declines { get; init; }

    /// <summary>Gets what the knowledge base says. Set by Grounding; null when it was not asked.</summary>
    public KnowledgeAnswer? Answer { get; init; }

    /// <summary>Gets the answers of a message with two questions, the first of which is <see cref="Answer"/>; empty otherwise. Set by Grounding.</summary>
    public IReadOnlyList<KnowledgeAnswer> Parts { get; init; } = [];

    /// <summary>Gets the matters of a message that asks several things, as far as there are articles about them; empty otherwise. Set by Grounding.</summary>
    public IReadOnlyList<Chip> Matters { get; init; } = [];

    /// <summary>Gets the follow-up rule that was used and the text that was really asked; null when the words were asked as they stood. Set by Grounding.</summary>
    public (string Rule, string Asked)? Followed { get; init; }

    /// <summary>Gets whether a person is needed. Set by Safety and Escalation.</summary>
    public HandoffDecision Person { get; init; } = HandoffDecision.None;

    /// <summary>Gets the rights that the messages invoke, each with the first message that does. Set by Safety.</summary>
    public IReadOnlyList<RightNotice> Rights { get; init; } = [];

    /// <summary>Gets the reasons for which a person might have been offered, but not again so soon. Set by Escalation.</summary>
    public IReadOnlyList<string> HeldBack { get; init; } = [];

    /// <summary>Gets which step of the intake this turn is; null when it is none. Set by Escalation.</summary>
    public IntakeStep? Intake { get; init; }

    /// <summary>Gets the second opinion that was asked for and may not be there yet; null when none was. Set by Grounding, heard by Escalation.</summary>
    public PendingOpinion? Opinion { get; init; }

    /// <summary>Gets what a model was asked for in this turn, in the order in which it was heard; empty without a model.</summary>
    public IReadOnlyList<TriedUse> Uses { get; init; } = [];

    /// <summary>
    /// Gets a value indicating whether the model had nothing to say to this turn once already. It is not asked for anything else then: each use may wait for the whole
    /// stall budget, and a cardholder waits for it once, not once for each use.
    /// </summary>
    public bool ModelIsSilent => Uses.Any(use => use.Fault == UseFault.NoReply);

    /// <summary>Gets what the clients see of the reply before it is in the log; null where nobody could.</summary>
    public LiveReply? Live { get; init; }

    /// <summary>Gets what became of a model's draft of the answer. Set by Reply; null when none was asked for.</summary>
    public Composition? Draft { get; init; }

    /// <summary>Gets what to append. Set by Reply.</summary>
    public TurnReply? Reply { get; init; }

    /// <summary>Gets the message that replies are linked to.</summary>
    public SaidEntry Last => Waiting[^1];

    /// <summary>Gets a value indicating whether one of the messages to answer is a press, whose meaning nobody has to guess.</summary>
    public bool IsPressed => Waiting.Any(message => message.Activity["value"] is not null);

    /// <summary>The turn, with one more thing that a model was asked for.</summary>
    /// <param name="use">What for.</param>
    /// <param name="reply">What it said; null when nothing came.</param>
    /// <param name="fault">Why it is not used; null when it is, or when there was nothing to change.</param>
    /// <param name="used">Whether the turn ends otherwise because of it.</param>
    public Turn Tried(ModelUse use, ModelReply? reply, UseFault? fault, bool used = false) => this with { Uses = [.. Uses, new TriedUse(use, reply?.Prompt, used, fault)] };
}

/// <summary>What a turn appends.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Entries">Bot messages, then events, the outcome last.</param>
/// <param name="ToQueue">Whether the holder becomes the queue.</param>
internal sealed record TurnReply(TurnOutcome Outcome, IReadOnlyList<NewEntry> Entries, bool ToQueue);
