using System.Text.Json.Nodes;

namespace Cardline.TestKit.Model;

/// <summary>
/// An error of the API. Status, <c>type</c>, <c>param</c>, <c>code</c> and the shape of the body are the real ones; the messages are worded here,
/// with the words and figures in them that clients are known to look for.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">For people.</param>
public sealed record ModelProblem(int Status, string Message)
{
    /// <summary>Gets the kind of error.</summary>
    public string? Type { get; init; } = "invalid_request_error";

    /// <summary>Gets the field at fault; null when it is none.</summary>
    public string? Param { get; init; }

    /// <summary>Gets the code that programs look at; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Gets a value indicating whether Azure's content filter is the reason, which adds its findings.</summary>
    public bool Filter { get; init; }

    /// <summary>The key is missing.</summary>
    public static ModelProblem NoKey { get; } = new(401, "You gave no API key. It belongs in an Authorization header with Bearer auth.");

    /// <summary>The key is another one.</summary>
    public static ModelProblem WrongKey(string key) =>
        new(401, $"Incorrect API key provided: {(key.Length > 8 ? key[..4] + "****" + key[^4..] : "****")}.") { Code = "invalid_api_key" };

    /// <summary>There is no such model.</summary>
    public static ModelProblem NoModel(string model) =>
        new(404, $"The model `{model}` does not exist or you do not have access to it.") { Code = "model_not_found" };

    /// <summary>There is no such deployment (Azure).</summary>
    public static ModelProblem NoDeployment { get; } =
        new(404, "The API deployment for this resource does not exist.") { Type = null, Code = "DeploymentNotFound" };

    /// <summary>A field is not as it must be.</summary>
    public static ModelProblem Field(string? param, string message, string? code = null) => new(400, message) { Param = param, Code = code };

    /// <summary>More tokens than the model takes.</summary>
    public static ModelProblem TooLong(int tokensMax, int tokens) => Field(
        "messages",
        $"This model's maximum context length is {tokensMax} tokens. However, your messages resulted in {tokens} tokens. Please reduce the length of the messages.",
        "context_length_exceeded");

    /// <summary>Azure's content filter refuses the prompt.</summary>
    public static ModelProblem FilteredPrompt() =>
        new(400, "The prompt triggered the content management policy. Please modify it and try again.") { Type = null, Param = "prompt", Code = "content_filter", Filter = true };

    /// <summary>
    /// The errors that a script asks for by status and code: 400 (any code; <c>context_length_exceeded</c>, <c>content_filter</c>), 401 <c>invalid_api_key</c>,
    /// 403 <c>unsupported_country_region_territory</c>, 404 <c>model_not_found</c> or <c>DeploymentNotFound</c>, 409, 413, 422,
    /// 429 <c>rate_limit_exceeded</c> or <c>insufficient_quota</c>, 500, 502, 503, 504.
    /// </summary>
    public static ModelProblem Of(int status, string? code) => (status, code) switch
    {
        (400, "context_length_exceeded") => TooLong(128_000, 130_001),
        (400, "content_filter") => FilteredPrompt(),
        (401, _) => WrongKey("key-of-nobody"),
        (403, _) => new(403, "Country, region, or territory not supported.") { Type = "request_forbidden", Code = code ?? "unsupported_country_region_territory" },
        (404, "DeploymentNotFound") => NoDeployment,
        (404, _) => NoModel("a-model-that-is-gone"),
        (413, _) => new(413, "The request is larger than this server takes.") { Code = code },
        (429, "insufficient_quota") => new(429, "You exceeded your current quota, please check your plan and billing details.") { Type = code, Code = code },
        (429, _) => new(429, "Rate limit reached for requests per min. Please try again in 1s.") { Type = "requests", Code = code ?? "rate_limit_exceeded" },
        (503, _) => new(503, "The engine is currently overloaded, please try again later.") { Type = "service_unavailable_error", Code = code },
        ( >= 500, _) => new(status, "The server had an error while processing your request.") { Type = "server_error", Code = code },
        _ => new(status, $"The request was refused with {status}.") { Code = code },
    };

    /// <summary>Makes the body.</summary>
    /// <param name="azure">Azure leaves <c>type</c> and <c>param</c> out of its own refusals and gives the status as the code.</param>
    public JsonObject Body(bool azure)
    {
        var error = new JsonObject { ["message"] = Message, ["type"] = Type, ["param"] = Param, ["code"] = Code };
        if (azure && (Status is 401 or 403))
        {
            error = new JsonObject { ["code"] = Status.ToString(), ["message"] = Message };
        }
        else if (azure && Status == 404)
        {
            error = new JsonObject { ["code"] = "DeploymentNotFound", ["message"] = NoDeployment.Message };
        }

        if (Filter)
        {
            error["status"] = Status;
            error["innererror"] = new JsonObject { ["code"] = "ResponsibleAIPolicyViolation", ["content_filter_result"] = ContentFilter.Result(hit: true) };
        }

        return new JsonObject { ["error"] = error };
    }
}
