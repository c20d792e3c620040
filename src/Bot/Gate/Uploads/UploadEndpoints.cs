using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Gate.Limits;
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
