using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Model;

/// <summary>Settings of the model, bound from the section <c>Model</c>. With no <see cref="Endpoint"/> there is no model.</summary>
internal sealed class ModelOptions
{
    /// <summary>Base address of an OpenAI-compatible API, ending in <c>/v1</c>: <c>https://NAME.openai.azure.com/openai/v1/</c>, or a bank's own server.</summary>
    /// <value>Default null: no model.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>API key; null for an endpoint that wants none, or for Entra ID.</summary>
    public string? Key { get; set; }

    /// <summary>Whether to sign in with Entra ID (the machine's managed identity, or what Azure.Identity finds) instead of a key.</summary>
    /// <value>Default false.</value>
    public bool EntraId { get; set; }

    /// <summary>Name of the chat model or deployment; null when there is none.</summary>
    public string? Chat { get; set; }

    /// <summary>Name of the embedding model or deployment; null when there is none.</summary>
    public string? Embedding { get; set; }

    /// <summary>The stall budget: most milliseconds without a word from the model in one use, all tries together. After it the approved text is served.</summary>
    /// <value>Default 2,000, allowed 100 to 60,000.</value>
    [Range(100, 60_000)]
    public int StallMilliseconds { get; set; } = 2_000;

    /// <summary>Most milliseconds of one use from the ask to the last word, all tries together.</summary>
    /// <value>Default 8,000, allowed 100 to 120,000.</value>
    [Range(100, 120_000)]
    public int TimeoutMilliseconds { get; set; } = 8_000;

    /// <summary>Calls under way at once on this node; one more is refused at once and the approved text served.</summary>
    /// <value>Default 16, allowed 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int ConcurrentMax { get; set; } = 16;

    /// <summary>Tokens, in and out, that one conversation may use on this node in a day.</summary>
    /// <value>Default 40,000, allowed 0 to 100,000,000.</value>
    [Range(0, 100_000_000)]
    public int TokensPerConversationMax { get; set; } = 40_000;

    /// <summary>Tokens, in and out, that this node may use in a day of the bank's time zone.</summary>
    /// <value>Default 20,000,000, allowed 0 to 100,000,000,000.</value>
    [Range(0, 100_000_000_000)]
    public long TokensPerDayMax { get; set; } = 20_000_000;

    /// <summary>Price of a million tokens read, in any currency; with <see cref="PricePerMillionOut"/> and <see cref="CostPerDayMax"/> it bounds the cost of a day.</summary>
    /// <value>Default 0: the cost is not bounded, the tokens are.</value>
    [Range(0, 1_000_000)]
    public double PricePerMillionIn { get; set; }

    /// <summary>Price of a million tokens written, in the same currency.</summary>
    /// <value>Default 0.</value>
    [Range(0, 1_000_000)]
    public double PricePerMillionOut { get; set; }

    /// <summary>Most money that this node may use in a day, in the same currency; 0 for no bound.</summary>
    /// <value>Default 0.</value>
    [Range(0, 1_000_000_000)]
    public double CostPerDayMax { get; set; }

    /// <summary>Most tokens of one prompt, by a careful estimate; what is longer is trimmed by the prompt's rule, oldest first, and counted.</summary>
    /// <value>Default 6,000, allowed 1,000 to 1,000,000; the rules of the longest prompt that comes with the program have about 500.</value>
    [Range(1_000, 1_000_000)]
    public int PromptTokensMax { get; set; } = 6_000;

    /// <summary>Folder with prompt files that replace those of the program, each by its name (<c>compose.yaml</c>); read at the start, and a broken one is refused (BOT065).</summary>
    /// <value>Default null: the prompts that come with the program.</value>
    public string? Prompts { get; set; }

    /// <summary>Which uses are on.</summary>
    public ModelUses Uses { get; set; } = new();
}

/// <summary>Switches of the uses, bound from <c>Model:Uses</c>. All are on when there is a model.</summary>
internal sealed class ModelUses
{
    /// <summary>Turning follow-ups into whole questions. Default true.</summary>
    public bool Rewrite { get; set; } = true;

    /// <summary>Picking among close articles. Default true.</summary>
    public bool Choose { get; set; } = true;

    /// <summary>Answers put together from passages. Default true.</summary>
    public bool Compose { get; set; } = true;

    /// <summary>A second look at emotion and complexity. Default true.</summary>
    public bool SecondOpinion { get; set; } = true;

    /// <summary>A summary for the agent. Default true.</summary>
    public bool Summary { get; set; } = true;

    /// <summary>Embeddings in the ranking of articles, when <see cref="ModelOptions.Embedding"/> is set. Default true.</summary>
    public bool Embeddings { get; set; } = true;

    /// <summary>Says whether a use is on.</summary>
    public bool IsOn(ModelUse use) => use switch
    {
        ModelUse.Rewrite => Rewrite,
        ModelUse.Choose => Choose,
        ModelUse.Compose => Compose,
        ModelUse.SecondOpinion => SecondOpinion,
        ModelUse.Summary => Summary,
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "A new use needs its switch here."),
    };
}
