using System.Text.Json.Nodes;

namespace Cardline.Bot.Tests.Gate;

/// <summary>Reads and judges answers.</summary>
internal static class Answers
{
    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();

    /// <summary>Asserts a refusal: its status, its lasting number, and on Direct Line routes the error its clients read.</summary>
    public static async Task ShouldBeRefusedAsync(this HttpResponseMessage answer, int status, string code, string? directLineCode = null)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        var json = JsonNode.Parse(text)!;
        ((string?)json["code"]).ShouldBe(code);
        ((string?)json["type"]).ShouldBe($"/docs/errors/{code}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        if (directLineCode is not null)
        {
            ((string?)json["error"]!["code"]).ShouldBe(directLineCode);
            ((string?)json["error"]!["message"]).ShouldNotBeNullOrEmpty();
        }
    }
}
