using System.Diagnostics;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.Server;

namespace Cardline.EndToEnd.Tests.Clients;

/// <summary>Microsoft's Direct Line client in a Node process: orders go in and events come out, one JSON object per line.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly LastLines _remarks = new();
    private readonly List<JsonObject> _events = [];
    private readonly Lock _lock = new();

    private NodeClient(Process process) => _process = process;

    /// <summary>Gets the folder of the npm packages.</summary>
    public static string Folder => Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "node");

    /// <summary>Gets every event so far.</summary>
    public IReadOnlyList<JsonObject> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Gets the activities that came, in order, passing ones left out.</summary>
    public IReadOnlyList<JsonObject> Activities =>
        [.. Events.Where(line => (string?)line["event"] == "activity").Select(line => (JsonObject)line["activity"]!)
            .Where(activity => (string?)activity["type"] != "typing" && (string?)activity["name"] != "cardline.queue")];

    /// <summary>Starts a client.</summary>
    public static NodeClient Start(string domain, string token)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            throw new DirectoryNotFoundException("Run 'npm ci' in tests/EndToEnd.Tests/node first.");
        }

        var process = new Process
        {
            StartInfo = new ProcessStartInfo("node", ["directline.js", domain, token])
            {
                UseShellExecute = false,
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var client = new NodeClient(process);
        process.OutputDataReceived += (_, line) => client.Take(line.Data);
        process.ErrorDataReceived += (_, line) => client._remarks.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return client;
    }

    /// <summary>Posts a message as a page would.</summary>
    public Task SayAsync(string text, string tag, string locale = "en") => OrderAsync(new JsonObject
    {
        ["do"] = "post",
        ["tag"] = tag,
        ["activity"] = new JsonObject
        {
            ["type"] = "message", ["text"] = text, ["locale"] = locale, ["from"] = new JsonObject { ["id"] = "cardholder", ["role"] = "user" },
            ["channelData"] = new JsonObject { ["clientActivityID"] = tag },
        },
    });

    /// <summary>Sends one order.</summary>
    public async Task OrderAsync(JsonObject order)
    {
        await _process.StandardInput.WriteLineAsync(order.ToJsonString());
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for an event.</summary>
    public async Task<JsonObject> WaitAsync(string what, Func<JsonObject, bool> condition)
    {
        JsonObject? found = null;
        try
        {
            await Waiting.UntilAsync(what, () => Task.FromResult((found = Events.FirstOrDefault(condition)) is not null));
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}{Environment.NewLine}{string.Join(Environment.NewLine, Events.TakeLast(10))}{Environment.NewLine}{_remarks}", error);
        }

        return found!;
    }

    /// <summary>Waits until a post was answered.</summary>
    /// <returns>The activity's id, or the word <c>retry</c> when the client gave up this try.</returns>
    public async Task<string> PostedAsync(string tag)
    {
        var line = await WaitAsync($"the answer to {tag}", line => (string?)line["tag"] == tag);
        ((string?)line["event"]).ShouldBe("posted", line.ToJsonString());
        return (string)line["id"]!;
    }

    /// <summary>Waits for the bot's message that replies to an activity.</summary>
    public async Task<JsonObject> ReplyAsync(string activityId) => (JsonObject)(await WaitAsync(
        $"a reply to {activityId}",
        line => (string?)line["event"] == "activity" && (string?)line["activity"]!["replyToId"] == activityId && (string?)line["activity"]!["type"] == "message"))["activity"]!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null)
        {
            lock (_lock)
            {
                _events.Add((JsonObject)JsonNode.Parse(line)!);
            }
        }
    }
}
