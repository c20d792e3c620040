namespace Cardline.Bot.Model.Guard;

/// <summary>Why a use got nothing from the model. A closed set: it is a tag of telemetry, in <see cref="FallbackNames"/>' spelling.</summary>
internal enum Fallback
{
    /// <summary>The model is known to be down: the breaker is open, or the last look failed.</summary>
    Broken,

    /// <summary>As many calls are under way as may be.</summary>
    Busy,

    /// <summary>The conversation's tokens of the day are used up.</summary>
    ConversationBudget,

    /// <summary>The node's tokens of the day are used up.</summary>
    DayBudget,

    /// <summary>The node's money of the day is used up.</summary>
    CostBudget,

    /// <summary>The prompt could not be filled in: a mistake of ours.</summary>
    Prompt,

    /// <summary>No word within the stall budget.</summary>
    Stall,

    /// <summary>Not whole within the time limit.</summary>
    Timeout,

    /// <summary>The endpoint has too much to do (429).</summary>
    RateLimited,

    /// <summary>The endpoint refused the key, or no token was to be had (401, 403).</summary>
    KeyRefused,

    /// <summary>The endpoint knows no such model or deployment (404).</summary>
    NoSuchModel,

    /// <summary>The endpoint refused the request itself (other 4xx).</summary>
    Refused,

    /// <summary>The prompt is longer than the model reads.</summary>
    ContextLength,

    /// <summary>The endpoint failed (408, 5xx).</summary>
    ServerError,

    /// <summary>No connection, or it broke.</summary>
    Connection,

    /// <summary>What answers does not speak the API, or broke off in the middle.</summary>
    NotTheApi,

    /// <summary>A content filter held the prompt or the reply back.</summary>
    ContentFilter,

    /// <summary>The model declined.</summary>
    Declined,

    /// <summary>The reply was cut off by its length.</summary>
    Length,

    /// <summary>There was nothing in the reply.</summary>
    Empty,

    /// <summary>The model called a function that nobody offered.</summary>
    ToolCall,

    /// <summary>The reply is longer than any that is wanted.</summary>
    TooLong,

    /// <summary>The client failed in a way of its own.</summary>
    Failed,

    /// <summary>The one who asked left before the end: nobody fell back.</summary>
    Left,
}

/// <summary>How a <see cref="Fallback"/> is written in telemetry, and what follows from it.</summary>
internal static class FallbackNames
{
    private static readonly Dictionary<Fallback, string> Names = Enum.GetValues<Fallback>().ToDictionary(
        cause => cause, cause => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString()));

    /// <summary>The name, such as <c>rate_limited</c>.</summary>
    public static string Name(this Fallback cause) => Names[cause];

    /// <summary>Says whether it tells against the endpoint, so that the breaker counts it.</summary>
    public static bool IsOfTheEndpoint(this Fallback cause) => cause is
        Fallback.Stall or Fallback.Timeout or Fallback.RateLimited or Fallback.KeyRefused or Fallback.NoSuchModel
        or Fallback.ServerError or Fallback.Connection or Fallback.NotTheApi or Fallback.Failed;

    /// <summary>Says whether the endpoint did no work for it, so that no tokens were used.</summary>
    public static bool IsFree(this Fallback cause) => cause is
        Fallback.RateLimited or Fallback.KeyRefused or Fallback.NoSuchModel or Fallback.Refused or Fallback.ContextLength or Fallback.ServerError;
}
