namespace Cardline.Bot.Model;

/// <summary>What a model is asked for. A closed set; each can be switched off by itself (<see cref="ModelUses"/>) and has one prompt file of the same name.</summary>
internal enum ModelUse
{
    /// <summary>Turns a follow-up ("and for Gold?") into a whole question.</summary>
    Rewrite,

    /// <summary>Picks among articles that are close.</summary>
    Choose,

    /// <summary>Puts an answer together from the passages of low-risk articles.</summary>
    Compose,

    /// <summary>A second look at emotion and complexity; it may raise a handoff and never lower one.</summary>
    SecondOpinion,

    /// <summary>Sums a conversation up for the agent, beside the evidence.</summary>
    Summary,
}
