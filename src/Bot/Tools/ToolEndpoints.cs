using Cardline.Bot.Gate;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Gate.Limits;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tools;

/// <summary><c>POST /api/tools/{name}</c>: a tool for a program that has the Direct Line secret, such as <c>mcp --server</c>.</summary>
/// <remarks>A call that was made is answered with 200 and its typed result, errors of the tool included; only a call that could not be made is a problem.</remarks>
internal sealed class ToolEndpoints(Callers callers, CardlineTools tools, IOptions<GateOptions> limits)
{
    /// <summary>No tool has this name.</summary>
    public static readonly Refusal NoSuchTool = new(404, "BOT067", "No such tool", "The tools are search_articles, ask, queue_state and open_handoff.", "BadArgument");

    /// <summary>Calls a tool.</summary>
    public async Task<IResult> CallAsync(HttpContext http, string name)
    {
        if (!callers.HasSecret)
        {
            return Refusals.NoSecret.ToPlainResult();
        }

        // A cardholder's token is good for one conversation; the tools are for the bank's own programs.
        var (caller, _) = await callers.IdentifyAsync(http.Request, http.RequestAborted);
        if (caller is not { IsBackend: true })
        {
            return Refusals.BadToken.ToPlainResult();
        }

        if (tools.Find(name) is not { } tool)
        {
            return NoSuchTool.ToPlainResult();
        }

        var (body, bad) = await BoundedBody.ReadAsync(http.Request, limits.Value, mayBeEmpty: true, http.RequestAborted);
        if (body is null)
        {
            return bad!.ToPlainResult();
        }

        var result = await tool.CallAsync(body.Select(argument => KeyValuePair.Create(argument.Key, (object?)argument.Value)), http.RequestAborted);
        return Results.Json(ToolJson.Of(result));
    }
}
