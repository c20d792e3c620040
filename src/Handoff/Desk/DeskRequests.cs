using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Cardline.Handoff.Desk;

/// <summary>Body of a sign-in.</summary>
internal sealed record SignInRequest(string? Name, string? Password);

/// <summary>Body of a call that changes a conversation; <c>Text</c> belongs to messages only.</summary>
internal sealed record ChangeRequest(string? ClientId, long? Epoch, string? Text)
{
    /// <summary>Gets what became of the rights that are open in the case; belongs to closing and returning only.</summary>
    public IReadOnlyList<RightSettlement>? Rights { get; init; }
}

/// <summary>Body of a judgement: which handoff, and whether it was needed.</summary>
internal sealed record JudgementRequest(string? ClientId, string? HandoffId, bool? Needed);

/// <summary>Who is signed in.</summary>
internal sealed record AgentView(string Id, string Name);

/// <summary>The board.</summary>
internal sealed record BoardView(long Cursor, int AgentsOnDuty, int CasesPerAgentMax, IReadOnlyList<Queue.QueueItem> Items);

/// <summary>An entry as the desk sees it.</summary>
internal sealed record EntryView(long Seq, long Epoch, DateTimeOffset At, bool Visible, System.Text.Json.Nodes.JsonObject Activity)
{
    public static EntryView Of(ConversationEntry entry) => new(entry.Seq, entry.Epoch, entry.At, entry.VisibleToCardholder, entry.Activity);
}

/// <summary>A conversation.</summary>
internal sealed record ConversationView(Queue.QueueItem Item, IReadOnlyList<EntryView> Entries, bool More);

/// <summary>An entry of the stream.</summary>
internal sealed record StreamedEntry(string ConversationId, EntryView Entry);

/// <summary>Limits of requests and how their bodies are read.</summary>
internal static class DeskRequests
{
    public const string Header = "X-Cardline-Desk";
    public const int TextCharsMax = 4000;
    public const int ClientIdCharsMax = 128;
    public const int ConversationIdCharsMax = 200;
    public const int HandoffIdCharsMax = 256;
    private const int BodyBytesMax = 64 * 1024;

    /// <summary>How the desk API writes and reads JSON.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a body; null when it is not such a one or too large.</summary>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, CancellationToken cancel)
        where T : class
    {
        var buffer = new byte[BodyBytesMax + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        if (read > BodyBytesMax)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(buffer.AsSpan(0, read), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a judgement names itself, its handoff and what is said of it.</summary>
    public static bool IsComplete(JudgementRequest? request) => request is { ClientId.Length: > 0 and <= ClientIdCharsMax, HandoffId.Length: > 0 and <= HandoffIdCharsMax, Needed: not null };

    /// <summary>Whether a change names itself and the epoch it was decided under.</summary>
    public static bool IsComplete(ChangeRequest? request) => request is { ClientId.Length: > 0 and <= ClientIdCharsMax, Epoch: not null };
}
