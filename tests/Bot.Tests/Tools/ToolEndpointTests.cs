using System.Net;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Tests.Tools;

/// <summary>The tools' route of the running server.</summary>
[Collection(ToolServerCollection.Name)]
public sealed class ToolEndpointTests(ToolServer server)
{
    [Fact]
    public async Task Post_WithoutTheSecret_IsRefused_AndDoesNothing()
    {
        var id = await server.ConversationAsync("hello");
        var shown = (await server.ActivitiesAsync(id)).Count;
        using var given = await server.Http.PostAsync("api/chat/token", new StringContent("""{"lang":"en"}""", System.Text.Encoding.UTF8, "application/json"));
        var token = (string)JsonNode.Parse(await given.Content.ReadAsStringAsync())!["token"]!;

        foreach (var bearer in (string?[])[null, "wrong", token])
        {
            var (status, body) = await server.CallAsync("api/tools/open_handoff", bearer, new JsonObject { ["conversation_id"] = id });
            (status, (string?)body["code"]).ShouldBe((HttpStatusCode.Unauthorized, "BOT001"));
        }

        (await server.ActivitiesAsync(id)).Count.ShouldBe(shown);
    }

    [Fact]
    public async Task Post_WithTheSecret_CallsTheTool_AndATypedErrorIsAnAnswer()
    {
        var (status, state) = await server.CallAsync("api/tools/queue_state", ToolServer.Secret, []);
        (status, state["priorities"]!.AsArray().Count).ShouldBe((HttpStatusCode.OK, 4));

        var (bad, error) = await server.CallAsync("api/tools/ask", ToolServer.Secret, new JsonObject { ["question"] = new string('a', 2_001) });
        (bad, (string?)error["error"]).ShouldBe((HttpStatusCode.OK, "bad_arguments"));
    }

    [Fact]
    public async Task Post_ToolThatIsNone_IsNotFound()
    {
        var (status, body) = await server.CallAsync("api/tools/ASK", ToolServer.Secret, []);

        (status, (string?)body["code"]).ShouldBe((HttpStatusCode.NotFound, "BOT067"));
    }
}
