using System.Text.Json.Nodes;

namespace Cardline.EndToEnd.Tests.Models;

/// <summary>The scripted model server is what the official npm client takes for the real API; so what is proven against it is proven.</summary>
public sealed class OfficialClientTests(OfficialClient client) : IClassFixture<OfficialClient>
{
    [Fact]
    public void Create_Words_AreReadWithTheirCounts()
    {
        var data = client["create"]["data"]!;

        ((string?)data["choices"]![0]!["message"]!["content"]).ShouldBe("hello, 你好");
        ((string?)data["choices"]![0]!["finish_reason"]).ShouldBe("stop");
        ((string?)data["object"]).ShouldBe("chat.completion");
        ((int)data["usage"]!["total_tokens"]!).ShouldBe((int)data["usage"]!["prompt_tokens"]! + (int)data["usage"]!["completion_tokens"]!);
        ((int)data["usage"]!["completion_tokens"]!).ShouldBeGreaterThan(0);
        ((string?)client["create"]["requestId"]).ShouldStartWith("req_");
        int.Parse((string)client["create"]["took"]!).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void Create_TwoChoicesAndAStop_GivesBothCutBeforeIt()
    {
        var choices = (JsonArray)client["several"];

        choices.Select(choice => (int)choice!["index"]!).ShouldBe([0, 1]);
        choices.ShouldAllBe(choice => (string?)choice!["message"]!["content"] == "one two three ");
    }

    [Fact]
    public void Create_FewTokens_IsCutAndSaysSo()
    {
        ((string?)client["cut"]["message"]!["content"]).ShouldBe("one two three");
        ((string?)client["cut"]["finish_reason"]).ShouldBe("length");
    }

    [Fact]
    public void Stream_WithUsage_RoleThenWordsThenEndThenCounts()
    {
        var chunks = (JsonArray)client["stream"];

        ((string?)chunks[0]!["choices"]![0]!["delta"]!["role"]).ShouldBe("assistant");
        string.Concat(chunks.SkipLast(1).Select(chunk => (string?)chunk!["choices"]![0]!["delta"]!["content"])).ShouldBe("one two three");
        ((string?)chunks[^2]!["choices"]![0]!["finish_reason"]).ShouldBe("stop");
        ((JsonArray)chunks[^1]!["choices"]!).ShouldBeEmpty();
        ((int)chunks[^1]!["usage"]!["completion_tokens"]!).ShouldBe(3);
        chunks.SkipLast(1).ShouldAllBe(chunk => chunk!["usage"] == null);
        chunks.Select(chunk => (string?)chunk!["object"]).Distinct().ShouldBe(["chat.completion.chunk"]);
        chunks.Select(chunk => (string?)chunk!["id"]).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Stream_WithoutUsage_NoCountsAnywhere()
    {
        var chunks = (JsonArray)client["plainStream"];

        chunks.ShouldAllBe(chunk => ((JsonArray)chunk!["choices"]!).Count == 1 && !((JsonObject)chunk).ContainsKey("usage"));
        ((string?)client["helper"]["content"]).ShouldBe("one two three");
    }

    [Fact]
    public void Tools_RoundTrip_CallIsReadAndItsAnswerTaken()
    {
        var call = client["tools"]["first"]!["message"]!["tool_calls"]![0]!;

        ((string?)client["tools"]["first"]!["finish_reason"]).ShouldBe("tool_calls");
        client["tools"]["first"]!["message"]!["content"].ShouldBeNull();
        ((string?)call["type"]).ShouldBe("function");
        ((string?)JsonNode.Parse((string)call["function"]!["arguments"]!)!["city"]).ShouldBe("Shanghai, 上海");
        ((string?)client["tools"]["second"]!["message"]!["content"]).ShouldBe("It is sunny.");
    }

    [Fact]
    public void StreamedTools_Pieces_ComeTogether()
    {
        var call = client["streamedTools"]["message"]!["tool_calls"]![0]!;

        ((string?)call["function"]!["name"]).ShouldBe("weather");
        ((string?)call["function"]!["arguments"]).ShouldBe("{\"city\":\"Shanghai, 上海\"}");
        ((string?)client["streamedTools"]["finish_reason"]).ShouldBe("tool_calls");
    }

    [Fact]
    public void Embeddings_Base64AndFloats_AreTheSameVector()
    {
        var vectors = ((JsonArray)client["embeddings"]["inBase64"]!["data"]!).Select(Vector).ToList();
        var floats = Vector(client["embeddings"]["inFloats"]!["data"]![0]);

        vectors.Count.ShouldBe(3);
        floats.Length.ShouldBe(256);
        vectors[0].Zip(floats, (one, other) => (double)Math.Abs(one - other)).Max().ShouldBeLessThan(1e-6);
        Nearness(vectors[0], vectors[1]).ShouldBeGreaterThan(0.5);
        Nearness(vectors[0], vectors[2]).ShouldBeLessThan(0.3);
        // The client asks for base64 by itself, so both ways were on the wire.
        client.Requests.Where(request => request.Path == "/v1/embeddings").Select(request => request.Body.GetProperty("encoding_format").GetString()).ShouldBe(["base64", "float"]);
    }

    [Fact]
    public void Models_ListAndOne_AreRead()
    {
        ((JsonArray)client["models"]["ids"]!).Select(id => (string?)id).ShouldBe(["gpt-4.1-mini", "o4-mini", "text-embedding-3-small"]);
        ((string?)client["models"]["one"]!["id"]).ShouldBe("gpt-4.1-mini");
    }

    [Theory]
    [InlineData("wrongKey", "AuthenticationError", 401, "invalid_api_key", "invalid_request_error", null)]
    [InlineData("unknownModel", "NotFoundError", 404, "model_not_found", "invalid_request_error", null)]
    [InlineData("noMessages", "BadRequestError", 400, "empty_array", "invalid_request_error", "messages")]
    [InlineData("wrongRole", "BadRequestError", 400, "invalid_value", "invalid_request_error", "messages[0].role")]
    [InlineData("loneTool", "BadRequestError", 400, null, "invalid_request_error", "messages.[0].role")]
    [InlineData("wrongType", "BadRequestError", 400, "invalid_type", "invalid_request_error", "temperature")]
    [InlineData("tooLong", "BadRequestError", 400, "context_length_exceeded", "invalid_request_error", "messages")]
    [InlineData("unknownAddress", "NotFoundError", 404, "unknown_url", "invalid_request_error", null)]
    [InlineData("badRequest", "BadRequestError", 400, null, "invalid_request_error", null)]
    [InlineData("permission", "PermissionDeniedError", 403, "unsupported_country_region_territory", "request_forbidden", null)]
    [InlineData("conflict", "ConflictError", 409, null, "invalid_request_error", null)]
    [InlineData("unprocessable", "UnprocessableEntityError", 422, null, "invalid_request_error", null)]
    [InlineData("rateLimit", "RateLimitError", 429, "rate_limit_exceeded", "requests", null)]
    [InlineData("quota", "RateLimitError", 429, "insufficient_quota", "insufficient_quota", null)]
    [InlineData("server", "InternalServerError", 500, null, "server_error", null)]
    [InlineData("overloaded", "InternalServerError", 503, null, "service_unavailable_error", null)]
    [InlineData("filtered", "BadRequestError", 400, "content_filter", null, "prompt")]
    public void Error_OfEachKind_IsTheClientsOwnClass(string step, string kind, int status, string? code, string? type, string? param)
    {
        var fault = client["errors"][step]!;

        ((string?)fault["class"]).ShouldBe(kind);
        ((int?)fault["status"]).ShouldBe(status);
        ((string?)fault["code"]).ShouldBe(code);
        ((string?)fault["type"]).ShouldBe(type);
        ((string?)fault["param"]).ShouldBe(param);
        ((string?)fault["requestId"]).ShouldStartWith("req_");
    }

    [Fact]
    public void Error_RetryAfter_IsSentAsAsked() => ((string?)client["errors"]["rateLimit"]!["retryAfter"]).ShouldBe("7");

    [Theory]
    [InlineData("cut", "APIConnectionError")]
    [InlineData("stalled", "APIConnectionTimeoutError")]
    [InlineData("halfStream", null)]
    [InlineData("garbageStream", "SyntaxError")]
    public void Trouble_OnTheWire_IsNoAnswer(string step, string? kind)
    {
        var got = (string?)client["errors"][step]!["class"];

        got.ShouldNotBeNull("the client must notice it");
        if (kind is not null)
        {
            got.ShouldBe(kind);
        }
    }

    private static float[] Vector(JsonNode? item) => [.. ((JsonArray)item!["embedding"]!).Select(value => (float)value!)];

    private static double Nearness(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();
}
