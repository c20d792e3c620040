using System.Text.Json.Nodes;
using Cardline.Bot.Gate.Limits;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cardline.Bot.Gate.Uploads;

/// <summary>One file of an upload, checked.</summary>
internal sealed record ReceivedFile(string Name, FileKind Kind, ReadOnlyMemory<byte> Content);

/// <summary>An upload as it came: the activity it belongs to, if any was sent, and its files.</summary>
internal sealed record ReceivedUpload(JsonObject? Activity, IReadOnlyList<ReceivedFile> Files);

/// <summary>
/// Reads an upload: multipart, with the activity told by its content type and not by its name or place, or a single file as
/// the body. Bytes and files are counted while they are read.
/// </summary>
internal sealed class UploadReader(IOptions<UploadOptions> options, IOptions<GateOptions> gate)
{
    /// <summary>Content type of the activity's part.</summary>
    public const string ActivityType = "application/vnd.microsoft.activity";

    /// <summary>Longest file name.</summary>
    public const int NameCharsMax = 200;

    /// <summary>Longest boundary between parts; the standard's own.</summary>
    public const int BoundaryCharsMax = 70;

    /// <summary>How many times the ordinary bound the activity's part may have: it carries small previews of pictures.</summary>
    public const int ActivityBodies = 4;

    /// <summary>Reads all of it.</summary>
    public async Task<(ReceivedUpload? Upload, Refusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return (null, Refusals.BadMultipart);
        }

        try
        {
            return type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
                ? await ReadPartsAsync(request, HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), cancel)
                : await ReadSingleAsync(request, cancel);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return (null, Refusals.BadMultipart);
        }
    }

    private async Task<(ReceivedUpload? Upload, Refusal? Refusal)> ReadSingleAsync(HttpRequest request, CancellationToken cancel)
    {
        var (file, refusal) = await ReadFileAsync(request.Body, NameIn(request.Headers.ContentDisposition), options.Value.BytesMax, cancel);
        return file is null ? (null, refusal) : (new ReceivedUpload(Activity: null, [file]), null);
    }

    private async Task<(ReceivedUpload? Upload, Refusal? Refusal)> ReadPartsAsync(HttpRequest request, string boundary, CancellationToken cancel)
    {
        if (boundary.Length is 0 or > BoundaryCharsMax)
        {
            return (null, Refusals.BadMultipart);
        }

        JsonObject? activity = null;
        var files = new List<ReceivedFile>();
        var left = options.Value.BytesMax;
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancel) is { } part)
        {
            if (IsActivity(part))
            {
                var (read, bad) = await ReadActivityAsync(part.Body, cancel);
                if (read is null || activity is not null)
                {
                    return (null, bad ?? Refusals.BadMultipart);
                }

                activity = read;
                continue;
            }

            if (files.Count == options.Value.FilesMax)
            {
                return (null, Refusals.TooManyFiles(options.Value.FilesMax));
            }

            var (file, refusal) = await ReadFileAsync(part.Body, NameIn(part.ContentDisposition), left, cancel);
            if (file is null)
            {
                return (null, refusal);
            }

            left -= file.Content.Length;
            files.Add(file);
        }

        return files.Count == 0 ? (null, Refusals.BadMultipart) : (new ReceivedUpload(activity, files), null);
    }

    private async Task<(JsonObject? Json, Refusal? Refusal)> ReadActivityAsync(Stream body, CancellationToken cancel)
    {
        var most = gate.Value.BodyBytesMax * ActivityBodies;
        return await BoundedBody.ReadBytesAsync(body, most, cancel) is { } bytes
            ? BoundedBody.Parse(bytes.Span, gate.Value.JsonDepthMax)
            : (null, Refusals.TooLarge(most));
    }

    private async Task<(ReceivedFile? File, Refusal? Refusal)> ReadFileAsync(Stream body, string? name, int bytesLeft, CancellationToken cancel)
    {
        if (name is null)
        {
            return (null, Refusals.BadMultipart);
        }

        if (await BoundedBody.ReadBytesAsync(body, bytesLeft, cancel) is not { } content)
        {
            return (null, Refusals.TooLarge(options.Value.BytesMax));
        }

        var kind = FileKind.Of(content.Span);
        return kind is not null && (options.Value.Kinds.Count == 0 || options.Value.Kinds.Contains(kind.Name))
            ? (new ReceivedFile(name, kind, content), null)
            : (null, Refusals.BadFileKind);
    }

    private static bool IsActivity(MultipartSection part) =>
        MediaTypeHeaderValue.TryParse(part.ContentType, out var type)
        && type.MediaType.Equals(ActivityType, StringComparison.OrdinalIgnoreCase);

    /// <summary>The file's name without any folder; null when there is none to be had or it is too long.</summary>
    private static string? NameIn(string? disposition)
    {
        if (!ContentDispositionHeaderValue.TryParse(disposition, out var header))
        {
            return null;
        }

        var name = header.FileNameStar.HasValue ? header.FileNameStar.ToString() : HeaderUtilities.RemoveQuotes(header.FileName).ToString();
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length is > 0 and <= NameCharsMax ? name : null;
    }
}
