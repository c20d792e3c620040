using System.Text.Json;
using Cardline.TestKit.Model.Checking;
using Cardline.TestKit.Model.Wire;
using Microsoft.AspNetCore.Http;

namespace Cardline.TestKit.Model;

/// <summary>Takes one request: who is it, where does it go, can it be read, would the API take it; then the script answers.</summary>
internal sealed class Reception(
    ModelServerOptions options, Func<ModelRequest, ModelAnswer> chat, Func<ModelRequest, ModelAnswer> embed, Action<Exception> fault)
{
    private static readonly FakeModel None = new("");

    /// <summary>Answers it, and keeps it in the book before that.</summary>
    public async Task TakeAsync(HttpContext context, ModelRequest request, RequestBook book, CancellationToken cancel)
    {
        var bytes = await ReadAsync(context.Request, cancel);
        var problem = KeyProblem(request) ?? PathProblem(request) ?? BodyProblem(request, bytes);
        var model = options.Models.FirstOrDefault(one => one.Id == request.Model);
        if (problem is null && IsPost(request))
        {
            problem = ModelProblemOf(request, model) ?? (Ends(request, "/embeddings") ? EmbeddingCheck.Check(request, model!) : ChatCheck.Check(request, model!));
        }

        request.Refusal = problem is null ? null : problem.Code ?? problem.Status.ToString();
        book.Keep(request);
        var writer = new AnswerWriter(context, request, model ?? None, options.Clock);
        if (problem is not null)
        {
            await writer.ProblemAsync(new ModelAnswer.Problem(problem), cancel);
        }
        else if (IsPost(request))
        {
            await writer.WriteAsync(Ask(request), cancel);
        }
        else
        {
            await ModelsAsync(writer, request, cancel);
        }
    }

    private ModelAnswer Ask(ModelRequest request)
    {
        try
        {
            var answer = (Ends(request, "/embeddings") ? embed : chat)(request);
            return answer is ModelAnswer.Embedded == Ends(request, "/embeddings") || answer is not (ModelAnswer.Embedded or ModelAnswer.Words) ? answer
                : throw new InvalidOperationException($"The script answers {request.Path} with what belongs to the other endpoint.");
        }
        catch (Exception error)
        {
            // A script that fails must not look like a client's mistake: the test finds it in ModelServer.Fault.
            fault(error);
            return new ModelAnswer.Problem(new ModelProblem(500, $"The script failed: {error.GetBaseException().Message}") { Type = "server_error" });
        }
    }

    private async Task ModelsAsync(AnswerWriter writer, ModelRequest request, CancellationToken cancel)
    {
        var id = Uri.UnescapeDataString(Rest(request)["/models".Length..].TrimStart('/'));
        if (id.Length == 0)
        {
            await writer.JsonAsync(200, OtherWire.Models(options.Models), cancel);
        }
        else if (options.Models.FirstOrDefault(one => one.Id == id) is { } model)
        {
            await writer.JsonAsync(200, OtherWire.Model(model), cancel);
        }
        else
        {
            request.Refusal = "model_not_found";
            await writer.ProblemAsync(new ModelAnswer.Problem(ModelProblem.NoModel(id)), cancel);
        }
    }

    private ModelProblem? KeyProblem(ModelRequest request)
    {
        if (options.Key is not { } right)
        {
            return null;
        }

        var given = request.Azure && request.Headers.TryGetValue("api-key", out var azure) ? azure
            : request.Headers.TryGetValue("Authorization", out var bearer) && bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? bearer["Bearer ".Length..] : null;
        return given is null ? ModelProblem.NoKey : given == right ? null : ModelProblem.WrongKey(given);
    }

    private static ModelProblem? PathProblem(ModelRequest request)
    {
        var rest = Rest(request);
        var known = rest is "/chat/completions" or "/embeddings" ? "POST" : rest == "/models" || rest.StartsWith("/models/", StringComparison.Ordinal) ? "GET" : null;
        return known is null ? new ModelProblem(404, $"Invalid URL ({request.Method} {request.Path})") { Code = "unknown_url" }
            : request.Method == known ? null
            : new ModelProblem(405, $"Not allowed to {request.Method} on {request.Path}.") { Code = "method_not_supported" };
    }

    private ModelProblem? BodyProblem(ModelRequest request, byte[] bytes)
    {
        if (!IsPost(request))
        {
            return null;
        }

        if (bytes.Length > options.BodyBytesMax)
        {
            return ModelProblem.Of(413, null);
        }

        var type = request.Headers.GetValueOrDefault("Content-Type", "");
        if (!type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return ModelProblem.Field(null, $"Unsupported content type: '{type}'. This API method only accepts 'application/json' requests.", "unsupported_content_type");
        }

        try
        {
            using var json = JsonDocument.Parse(bytes);
            request.Body = json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return ModelProblem.Field(null, "We could not parse the JSON body of your request. The API expects a JSON payload.");
        }

        return request.Body.ValueKind == JsonValueKind.Object ? null : ModelProblem.Field(null, "The JSON body of your request must be an object.");
    }

    private static ModelProblem? ModelProblemOf(ModelRequest request, FakeModel? model) => (request.Body.Field("model"), model) switch
    {
        (null, _) => ModelProblem.Field("model", "Missing required parameter: 'model'.", "missing_required_parameter"),
        ({ ValueKind: not JsonValueKind.String } wrong, _) => FieldKinds.WrongType("model", FieldKind.Text, wrong),
        (_, null) => ModelProblem.NoModel(request.Model),
        _ => null,
    };

    private async Task<byte[]> ReadAsync(HttpRequest http, CancellationToken cancel)
    {
        // One byte more than the most is enough to know; the rest is read and dropped, as a server does that wants to answer.
        var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await http.Body.ReadAsync(buffer, cancel)) > 0)
        {
            await kept.WriteAsync(buffer.AsMemory(0, (int)Math.Min(count, options.BodyBytesMax + 1 - kept.Length)), cancel);
        }

        return kept.ToArray();
    }

    private static bool IsPost(ModelRequest request) => Rest(request) is "/chat/completions" or "/embeddings";

    private static bool Ends(ModelRequest request, string path) => Rest(request) == path;

    // What stands behind /v1 or /openai/v1; empty when neither does.
    private static string Rest(ModelRequest request)
    {
        var path = request.Azure ? request.Path["/openai".Length..] : request.Path;
        return path.StartsWith("/v1/", StringComparison.Ordinal) ? path["/v1".Length..] : "";
    }
}
