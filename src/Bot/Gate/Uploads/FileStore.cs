using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Tokens;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Uploads;

/// <summary>What the store knows of a file; its bytes lie in the uploads folder under the same id.</summary>
/// <param name="ConversationId">Whose it is.</param>
/// <param name="Kind">Name of the kind, see <see cref="FileKind"/>.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record StoredFile(string ConversationId, string Kind, long Bytes);

/// <summary>Keeps the bytes of uploads. A file is on the disk, flushed, before its record is written, and its record before the message.</summary>
internal sealed class FileStore(IStateStore store, IOptions<UploadOptions> options)
{
    private const string RecordKind = "upload";
    private const int IdChars = 64;

    /// <summary>
    /// Makes a file's id: a hash of the conversation's random id, the client's id of the message, the content and the place. It
    /// cannot be guessed, and the same message sent again names the same files, so that a retry stays harmless.
    /// </summary>
    public static string IdOf(string conversationId, string clientId, int place, ReadOnlyMemory<byte> content)
    {
        var head = Encoding.UTF8.GetBytes($"{conversationId}\n{clientId}\n{place}\n");
        return Letters.Of(SHA256.HashData([.. head, .. SHA256.HashData(content.Span)]));
    }

    /// <summary>Writes one file durably.</summary>
    /// <returns>False when it was there already; then it is left as it is.</returns>
    public async Task<bool> AddAsync(string id, string conversationId, ReceivedFile file, CancellationToken cancel)
    {
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = path + "." + RandomNumberGenerator.GetHexString(8) + ".part";
        await using (var stream = new FileStream(half, FileMode.CreateNew, FileAccess.Write))
        {
            await stream.WriteAsync(file.Content, cancel);
            stream.Flush(flushToDisk: true);
        }

        File.Move(half, path, overwrite: true);
        var record = new StoredFile(conversationId, file.Kind.Name, file.Content.Length);
        return await store.TryAddAsync(RecordKind, id, JsonSerializer.Serialize(record), cancel);
    }

    /// <summary>Finds a file of a conversation.</summary>
    /// <returns>Its kind and where its bytes lie; null when there is no such file.</returns>
    public async Task<(FileKind Kind, string Path)?> FindAsync(string id, string conversationId, CancellationToken cancel)
    {
        if (id.Length != IdChars || !Letters.Are(id) || await store.GetAsync(RecordKind, id, cancel) is not { } value)
        {
            return null;
        }

        var record = JsonSerializer.Deserialize<StoredFile>(value)!;
        var kind = FileKind.All.FirstOrDefault(known => known.Name == record.Kind);
        return record.ConversationId == conversationId && kind is not null && File.Exists(PathOf(id)) ? (kind, PathOf(id)) : null;
    }

    /// <summary>Removes a file whose message was refused.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancel)
    {
        await store.DeleteAsync(RecordKind, id, cancel);
        File.Delete(PathOf(id));
    }

    private string PathOf(string id) => Path.GetFullPath(Path.Combine(options.Value.Path, id[..2], id));
}
