using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Gate.Limits;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Protocol;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Uploads;

/// <summary>Takes files in, and gives them out to whoever knows their address.</summary>
internal sealed class UploadEndpoints(
    Callers callers, RateLimits rates, UploadReader reader, UploadAppend append, IConversationLog log, IOptions<UploadOptions> options, TimeProvider clock)
    : IDisposable
{
    /// <summary>Bytes of part headers and boundaries beside the files and the activity.</summary>
    public const int EnvelopeBytesMax = 1 << 20;

    private readonly SemaphoreSlim _atOnce = new(options.Value.AtOnceMax, options.Value.AtOnceMax);

    /// <summary>Takes one upload in: one activity with its files.</summary>
    public async Task<IResult> PostAsync(HttpContext http, string conversationId)
    {
        var (caller, refusal) = await callers.IdentifyAsync(http.Request, conversationId, http.RequestAborted);
        if (caller is null)
        {
            return refusal!.ToResult();
        }

        if (!options.Value.On)
        {
            return Refusals.UploadsOff.ToResult();
        }

        // Asked before the bytes are read, so that nothing is stored for a conversation that never was.
        if (await log.FindAsync(conversationId, http.RequestAborted) is null)
        {
            return Refusals.NoConversation.ToResult();
        }

        if (!rates.AllowsActivity(conversationId) || !await _atOnce.WaitAsync(TimeSpan.Zero, http.RequestAborted))
        {
            return Refusals.TooMany.ToResult();
        }

        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.SecondsMax), clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = (long)options.Value.BytesMax + EnvelopeBytesMax;
            }

            var (upload, bad) = await reader.ReadAsync(http.Request, either.Token);
            return upload is null
                ? bad!.ToResult()
                : await append.TakeAsync(conversationId, caller, upload, http.Request.Query["userId"], http.RequestAborted);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Refusals.BadMultipart.ToResult();
        }
        finally
        {
            _atOnce.Release();
        }
    }

    /// <summary>Gives a file out. Its address is the permission: it cannot be guessed and stands only in the conversation.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string conversationId, string fileId, FileStore files)
    {
        if (await files.FindAsync(fileId, conversationId, http.RequestAborted) is not { } file)
        {
            return Refusals.NoFile.ToResult();
        }

        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.XContentTypeOptions = "nosniff";

        // The cardholder's own name for the file stays in the masked message; a saved file needs none of it.
        return Results.File(file.Path, file.Kind.MediaType, $"file.{file.Kind.Name.Replace("text", "txt", StringComparison.Ordinal)}");
    }

    /// <inheritdoc/>
    public void Dispose() => _atOnce.Dispose();
}

/// <summary>Stores an upload's files and appends its message.</summary>
internal sealed class UploadAppend(InboundDoor door, ClientAppend append, FileStore files, ILogger<UploadAppend> logger)
{
    /// <summary>Stores first, appends then: a message in the log never points at bytes that are not there.</summary>
    public async Task<IResult> TakeAsync(string conversationId, Caller caller, ReceivedUpload upload, string? userId, CancellationToken cancel)
    {
        var clientId = (upload.Activity is { } sent ? new Activity(sent).ClientActivityId : null) ?? TokenIssuer.NewName();
        string[] ids = [.. upload.Files.Select((file, place) => FileStore.IdOf(conversationId, clientId, place, file.Content))];
        if (UploadedActivity.Join(upload, userId, conversationId, ids) is not { } json)
        {
            return Refusals.BadMultipart.ToResult();
        }

        var admission = door.Admit(json, caller, uploaded: true);
        if (admission is not Admission.Stored stored)
        {
            return admission is Admission.Refused refused ? refused.Refusal.ToResult() : Refusals.WrongKind.ToResult();
        }

        var added = new List<string>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (await files.AddAsync(ids[i], conversationId, upload.Files[i], cancel))
            {
                added.Add(ids[i]);
            }
        }

        // An exception here leaves the files: the message may be in the log although nobody could say so.
        var result = await append.TakeAsync(conversationId, stored, cancel);
        if (result is IStatusCodeHttpResult { StatusCode: >= 400 })
        {
            await RemoveAsync(conversationId, added);
            return result;
        }

        GateLog.Uploaded(logger, conversationId, ids.Length, upload.Files.Sum(file => (long)file.Content.Length));
        return result;
    }

    private async Task RemoveAsync(string conversationId, List<string> added)
    {
        try
        {
            foreach (var id in added)
            {
                await files.RemoveAsync(id, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is IOException or LogUnavailableException)
        {
            GateLog.OrphanLeft(logger, conversationId, e.GetType().Name);
        }
    }
}
