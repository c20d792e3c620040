using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cardline.TestKit.Model;

namespace Cardline.Bot.Tests.Model;

/// <summary>What the real API would refuse, the scripted server refuses; sent by hand, because good clients cannot send it.</summary>
public sealed class ModelServerRefusalTests : IAsyncDisposable
{
    private const string Hello = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private const string Call = "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";

    private readonly ModelServer _server = ModelServer.Start(new ModelServerOptions
    {
        BodyBytesMax = 100_000,
        Models = [.. FakeModel.Usual, new FakeModel("small") { ContextTokens = 20, OutputTokens = 10 }],
    });

    private readonly HttpClient _http = new();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _server.Fault.ShouldBeNull();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("\"messages\":[]", "empty_array", "messages")]
    [InlineData("\"temperature\":1", "missing_required_parameter", "messages")]
    [InlineData("\"messages\":\"hi\"", "invalid_type", "messages")]
    [InlineData("\"messages\":[\"hi\"]", "invalid_type", "messages[0]")]
    [InlineData("\"messages\":[{\"role\":\"wizard\",\"content\":\"hi\"}]", "invalid_value", "messages[0].role")]
    [InlineData("\"messages\":[{\"role\":\"user\"}]", "invalid_type", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[]}]", "empty_array", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]", "missing_required_parameter", "messages[0].content[0].text")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"hi\",\"mood\":\"good\"}]", "unknown_parameter", "messages[0].mood")]
    [InlineData(Hello + ",\"mood\":1", "unknown_parameter", "mood")]
    [InlineData(Hello + ",\"temperature\":\"warm\"", "invalid_type", "temperature")]
    [InlineData(Hello + ",\"temperature\":2.1", "decimal_above_max_value", "temperature")]
    [InlineData(Hello + ",\"top_p\":-0.1", "decimal_below_min_value", "top_p")]
    [InlineData(Hello + ",\"n\":0", "integer_below_min_value", "n")]
    [InlineData(Hello + ",\"n\":1.5", "invalid_type", "n")]
    [InlineData(Hello + ",\"max_tokens\":0", "integer_below_min_value", "max_tokens")]
    [InlineData(Hello + ",\"max_tokens\":99999999", "invalid_value", "max_tokens")]
    [InlineData(Hello + ",\"max_tokens\":5,\"max_completion_tokens\":5", "invalid_parameter_combination", null)]
    [InlineData(Hello + ",\"logprobs\":true", "unsupported_parameter", "logprobs")]
    [InlineData(Hello + ",\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", "array_above_max_length", "stop")]
    [InlineData(Hello + ",\"stream_options\":{\"include_usage\":true}", null, "stream_options")]
    [InlineData(Hello + ",\"tools\":[]", "empty_array", "tools")]
    [InlineData(Hello + ",\"tool_choice\":\"auto\"", null, "tool_choice")]
    [InlineData(Hello + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a b\"}}]", "invalid_value", "tools[0].function.name")]
    [InlineData(Hello + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"string\"}}}]", "invalid_function_parameters", "tools[0].function.parameters")]
    [InlineData(Hello + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"g\"}}", null, "tool_choice")]
    [InlineData(Hello + ",\"response_format\":{\"type\":\"json_object\"}", null, "messages")]
    [InlineData(Hello + ",\"response_format\":{\"type\":\"yaml\"}", "invalid_value", "response_format.type")]
    [InlineData(Hello + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}", "missing_required_parameter", "response_format.json_schema.name")]
    [InlineData(Hello + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"strict\":true,\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}}}", null, "response_format")]
    [InlineData("\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"x\"}]", null, "messages.[0].role")]
    [InlineData("\"messages\":[" + Call + "]", null, "messages")]
    [InlineData("\"messages\":[" + Call + ",{\"role\":\"user\",\"content\":\"hi\"}]", null, "messages")]
    [InlineData("\"messages\":[" + Call + ",{\"role\":\"tool\",\"tool_call_id\":\"call_2\",\"content\":\"x\"}]", null, "messages.[1].role")]
    public async Task Chat_Fault_IsRefusedWithItsCodeAndField(string fields, string? code, string? param)
    {
        _server.Chat = _ => throw new InvalidOperationException("must not be asked");

        var (status, error) = await PostAsync("chat/completions", $"{{\"model\":\"{FakeModel.Chat}\",{fields}}}");

        ((int)status, (string?)error["code"], (string?)error["param"], (string?)error["type"]).ShouldBe((400, code, param, "invalid_request_error"));
    }

    [Theory]
    [InlineData(Hello + ",\"temperature\":null,\"max_tokens\":null")]
    [InlineData(Hello + ",\"max_completion_tokens\":5,\"temperature\":2,\"seed\":7,\"user\":\"u\",\"stop\":\"x\"")]
    [InlineData(Hello + ",\"logprobs\":false,\"response_format\":{\"type\":\"text\"},\"metadata\":{\"a\":\"b\"}")]
    [InlineData("\"messages\":[{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"answer in json\"}]}],\"response_format\":{\"type\":\"json_object\"}")]
    [InlineData("\"messages\":[" + Call + ",{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"x\"},{\"role\":\"user\",\"content\":\"hi\"}]")]
    public async Task Chat_Right_IsTaken(string fields) =>
        (await PostAsync("chat/completions", $"{{\"model\":\"{FakeModel.Chat}\",{fields}}}")).Status.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("\"max_tokens\":5", "unsupported_parameter", "max_tokens")]
    [InlineData("\"temperature\":0.2", "unsupported_value", "temperature")]
    public async Task Chat_ReasoningModel_TakesNoOldFields(string field, string code, string param)
    {
        var (status, error) = await PostAsync("chat/completions", $"{{\"model\":\"{FakeModel.Reasoning}\",{Hello},{field}}}");

        ((int)status, (string?)error["code"], (string?)error["param"]).ShouldBe((400, code, param));
        (await PostAsync("chat/completions", $"{{\"model\":\"{FakeModel.Reasoning}\",{Hello},\"max_completion_tokens\":5,\"temperature\":1}}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Chat_TooManyTokens_IsRefusedWithBothNumbers()
    {
        var (status, error) = await PostAsync("chat/completions", "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"" + string.Join(' ', Enumerable.Repeat("word", 17)) + "\"}]}");

        ((int)status, (string?)error["code"]).ShouldBe((400, "context_length_exceeded"));
        ((string)error["message"]!).ShouldContain("maximum context length is 20 tokens");
        ((string)error["message"]!).ShouldContain("resulted in 21 tokens");
    }

    [Theory]
    [InlineData("chat/completions", FakeModel.Embedding, 404, null)]
    [InlineData("embeddings", FakeModel.Chat, 403, null)]
    [InlineData("chat/completions", "gpt-of-nobody", 404, "model_not_found")]
    [InlineData("embeddings", "gpt-of-nobody", 404, "model_not_found")]
    public async Task Model_OfAnotherKind_IsRefused(string path, string model, int expected, string? code)
    {
        var (status, error) = await PostAsync(path, path == "embeddings" ? $"{{\"model\":\"{model}\",\"input\":\"hi\"}}" : $"{{\"model\":\"{model}\",{Hello}}}");

        ((int)status, (string?)error["code"]).ShouldBe((expected, code));
    }

    [Theory]
    [InlineData("\"encoding_format\":\"float\"", "missing_required_parameter", "input")]
    [InlineData("\"input\":[]", "empty_array", "input")]
    [InlineData("\"input\":\"\"", null, "input")]
    [InlineData("\"input\":[\"a\",\"\"]", null, "input")]
    [InlineData("\"input\":7", "invalid_type", "input")]
    [InlineData("\"input\":\"a\",\"dimensions\":0", "invalid_value", "dimensions")]
    [InlineData("\"input\":\"a\",\"dimensions\":99999", "invalid_value", "dimensions")]
    [InlineData("\"input\":\"a\",\"encoding_format\":\"hex\"", "invalid_value", "encoding_format")]
    [InlineData("\"input\":\"a\",\"mood\":1", "unknown_parameter", "mood")]
    public async Task Embeddings_Fault_IsRefusedWithItsField(string fields, string? code, string param)
    {
        var (status, error) = await PostAsync("embeddings", $"{{\"model\":\"{FakeModel.Embedding}\",{fields}}}");

        ((int)status, (string?)error["code"], (string?)error["param"]).ShouldBe((400, code, param));
    }

    [Theory]
    [InlineData("{", "application/json", 400, null)]
    [InlineData("[]", "application/json", 400, null)]
    [InlineData("{}", "text/plain", 400, "unsupported_content_type")]
    [InlineData("{}", "application/json", 400, "missing_required_parameter")]
    public async Task Body_NotAsItMustBe_IsRefused(string body, string type, int expected, string? code)
    {
        var (status, error) = await PostAsync("chat/completions", body, type);

        ((int)status, (string?)error["code"]).ShouldBe((expected, code));
    }

    [Fact]
    public async Task Body_TooLarge_IsRefusedUnparsed()
    {
        var (status, _) = await PostAsync("chat/completions", new string(' ', 200_000));

        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        _server.Requests[^1].Body.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Undefined);
    }

    [Fact]
    public async Task Azure_KeyHeaderAndErrors_AreItsOwn()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.AzureAddress, "chat/completions")) { Content = Json($"{{\"model\":\"gone\",{Hello}}}") };
        asked.Headers.Add("api-key", "key-of-the-tests");
        using var answer = await _http.SendAsync(asked);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!;
        ((int)answer.StatusCode, (string?)error["code"]).ShouldBe((404, "DeploymentNotFound"));
        answer.Headers.Contains("apim-request-id").ShouldBeTrue();

        using var refused = await _http.PostAsync(new Uri(_server.AzureAddress, "embeddings"), Json("{}"));
        ((string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]!["code"]).ShouldBe("401");
    }

    [Fact]
    public async Task ApiKeyHeader_OutsideAzure_IsNoKey()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Address, "models"));
        asked.Headers.Add("api-key", "key-of-the-tests");

        (await _http.SendAsync(asked)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Requests_MoreThanAreKept_ForgetsTheOldest()
    {
        await using var server = ModelServer.Start(new ModelServerOptions { RequestsKeptMax = 3, Key = null });
        for (var number = 0; number < 5; number++)
        {
            (await _http.GetAsync(new Uri(server.Address, "models"))).EnsureSuccessStatusCode();
        }

        server.Requests.Select(request => request.Number).ShouldBe([3, 4, 5]);
        server.RequestsTotal.ShouldBe(5);
    }

    private async Task<(HttpStatusCode Status, JsonNode Error)> PostAsync(string path, string body, string type = "application/json")
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Address, path)) { Content = Json(body, type) };
        asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "key-of-the-tests");
        using var answer = await _http.SendAsync(asked);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (answer.StatusCode, json["error"] ?? new JsonObject());
    }

    private static StringContent Json(string body, string type = "application/json") => new(body, Encoding.UTF8, type);
}
