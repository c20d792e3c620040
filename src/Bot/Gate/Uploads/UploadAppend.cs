using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Gate.Tokens;
using Cardline.Bot.Protocol;

namespace Cardline.Bot.Gate.Uploads;

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
