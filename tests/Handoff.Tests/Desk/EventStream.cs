using System.Text.Json.Nodes;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Desk;

/// <summary>Reads server-sent events as a browser's EventSource does.</summary>
internal sealed class EventStream(HttpResponseMessage answer, StreamReader reader) : IDisposable
{
    public long? LastId { get; private set; }

    public static async Task<EventStream> OpenAsync(HttpClient agent, long? after = null, long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/desk/stream" + (after is null ? string.Empty : $"?after={after}"));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", $"{lastEventId}");
        }

        var answer = await agent.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(DeskHost.Ceiling);
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new EventStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    /// <summary>Reads the next event; null when the stream ended. A comment comes as an event without data.</summary>
    public async Task<(string Name, JsonObject? Data)?> NextAsync()
    {
        string name = "comment";
        JsonObject? data = null;
        while (await reader.ReadLineAsync().WaitAsync(DeskHost.Ceiling) is { } line)
        {
            if (line.Length == 0)
            {
                return (name, data);
            }

            var (field, value) = line.Split(": ", 2) is [var f, var v] ? (f, v) : (line, string.Empty);
            LastId = field == "id" ? long.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : LastId;
            name = field == "event" ? value : name;
            data = field == "data" ? (JsonObject)JsonNode.Parse(value)! : data;
        }

        return null;
    }

    /// <summary>Reads until so many entries came, and returns their texts or names in order.</summary>
    public async Task<List<string>> EntriesAsync(int count)
    {
        var entries = new List<string>();
        while (entries.Count < count && await NextAsync() is { } next)
        {
            if (next.Name == "entry")
            {
                var activity = next.Data!["entry"]!["activity"]!;
                entries.Add((activity["text"] ?? activity["name"])!.GetValue<string>());
            }
        }

        return entries;
    }

    public void Dispose()
    {
        reader.Dispose();
        answer.Dispose();
    }
}
