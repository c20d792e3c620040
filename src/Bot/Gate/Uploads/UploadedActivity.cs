using System.Text.Json.Nodes;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Protocol;

namespace Cardline.Bot.Gate.Uploads;

/// <summary>Joins an upload's activity with its files: one activity, however many files.</summary>
internal static class UploadedActivity
{
    /// <summary>Longest preview of a picture that is kept.</summary>
    public const int PreviewCharsMax = 65_536;

    /// <summary>Writes the files' addresses into the activity.</summary>
    /// <param name="upload">As it came; its activity is changed in place.</param>
    /// <param name="userId">From the address, for an upload without an activity.</param>
    /// <param name="conversationId">Whose files.</param>
    /// <param name="fileIds">One for each file, in order.</param>
    /// <returns>The activity; null when it names an attachment that did not come.</returns>
    public static JsonObject? Join(ReceivedUpload upload, string? userId, string conversationId, IReadOnlyList<string> fileIds)
    {
        var json = upload.Activity ?? new JsonObject { ["type"] = ActivityTypes.Message, ["from"] = new JsonObject { ["id"] = userId } };
        if (json["attachments"] is not JsonArray attachments)
        {
            json["attachments"] = attachments = [];
        }

        // Parts may come in another order than the attachments, so they are joined by name, each attachment once.
        var open = attachments.OfType<JsonObject>().ToList();
        if (open.Count != attachments.Count)
        {
            return null;
        }

        for (var i = 0; i < upload.Files.Count; i++)
        {
            var file = upload.Files[i];
            var attachment = open.Find(candidate => Activity.Text(candidate, "name") == file.Name);
            if (attachment is null)
            {
                attachments.Add(attachment = new JsonObject { ["name"] = file.Name });
            }

            open.Remove(attachment);
            attachment["contentType"] = file.Kind.MediaType.Split(';')[0];
            attachment["contentUrl"] = $"{OutboundDoor.FilePath}conversations/{conversationId}/files/{fileIds[i]}";
            if (!IsPreview(Activity.Text(attachment, "thumbnailUrl")))
            {
                attachment.Remove("thumbnailUrl");
            }
        }

        return open.Count == 0 ? json : null;
    }

    // A preview is a small picture inside the message; an address would be fetched by whoever looks at it.
    private static bool IsPreview(string? url) =>
        url?.Length <= PreviewCharsMax
        && (url.StartsWith("data:image/png;base64,", StringComparison.Ordinal) || url.StartsWith("data:image/jpeg;base64,", StringComparison.Ordinal));
}
