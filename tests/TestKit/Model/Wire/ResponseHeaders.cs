using Microsoft.AspNetCore.Http;

namespace Cardline.TestKit.Model.Wire;

/// <summary>The headers that the API puts on every answer.</summary>
internal static class ResponseHeaders
{
    private const int RequestsPerMinute = 10_000;
    private const int TokensPerMinute = 2_000_000;

    /// <summary>Adds them; what an answer has set itself stays.</summary>
    public static void Add(HttpResponse response, ModelRequest request, TimeSpan took)
    {
        var headers = response.Headers;
        headers["x-request-id"] = $"req_fake{request.Number:D8}";
        if (request.Azure)
        {
            headers["apim-request-id"] = $"00000000-0000-0000-0000-{request.Number:D12}";
            headers["x-ms-region"] = "Nowhere";
        }
        else
        {
            headers["openai-processing-ms"] = ((long)took.TotalMilliseconds).ToString();
            headers["openai-version"] = "2020-10-01";
        }

        headers["x-ratelimit-limit-requests"] = RequestsPerMinute.ToString();
        headers["x-ratelimit-limit-tokens"] = TokensPerMinute.ToString();
        headers.TryAdd("x-ratelimit-remaining-requests", (RequestsPerMinute - 1).ToString());
        headers.TryAdd("x-ratelimit-remaining-tokens", TokensPerMinute.ToString());
        headers.TryAdd("x-ratelimit-reset-requests", "6ms");
        headers.TryAdd("x-ratelimit-reset-tokens", "0s");
    }
}
