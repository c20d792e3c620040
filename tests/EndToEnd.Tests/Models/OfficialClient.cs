using System.Diagnostics;
using System.Text.Json.Nodes;
using Cardline.EndToEnd.Tests.Clients;
using Cardline.TestKit;
using Cardline.TestKit.Model;

namespace Cardline.EndToEnd.Tests.Models;

/// <summary>Runs the official npm client through all its steps, once for all tests.</summary>
public sealed class OfficialClient : IAsyncLifetime
{
    private const string Key = "key-for-the-official-client";
    private readonly Dictionary<string, JsonObject> _lines = [];
    private ModelServer _server = null!;

    /// <summary>Gets what a step gave.</summary>
    public JsonNode this[string step]
    {
        get
        {
            _lines.ShouldContainKey(step, $"the steps that ran: {string.Join(", ", _lines.Keys)}");
            _lines[step]["failed"].ShouldBeNull();
            return _lines[step]["result"]!;
        }
    }

    /// <summary>Gets the server's view of it.</summary>
    public IReadOnlyList<ModelRequest> Requests => _server.Requests;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Directory.Exists(Path.Combine(NodeClient.Folder, "node_modules", "openai")).ShouldBeTrue("Run 'npm ci' in tests/EndToEnd.Tests/node first.");
        _server = ModelServer.Start(new ModelServerOptions { Key = Key, Chat = Script });
        using var process = Process.Start(new ProcessStartInfo("node", ["openai.js", _server.Address.ToString(), Key])
        {
            WorkingDirectory = NodeClient.Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        var (output, remarks) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            using var ceiling = new CancellationTokenSource(Waiting.Ceiling);
            await process.WaitForExitAsync(ceiling.Token);
        }
        catch (OperationCanceledException error)
        {
            process.Kill();
            throw new TimeoutException($"The official client did not come to its end. {await output}{await remarks}", error);
        }

        process.ExitCode.ShouldBe(0, await remarks);
        foreach (var line in (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonObject)JsonNode.Parse(line)!))
        {
            _lines[(string)line["step"]!] = line;
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync() => await _server.DisposeAsync();

    // The client says in its last words what it wants to meet.
    private static ModelAnswer Script(ModelRequest request)
    {
        var words = request.LastUserText;
        return words switch
        {
            "call weather" when request.Messages[^1].Role == "tool" => ModelAnswer.Text($"It is {request.Messages[^1].Text}."),
            "call weather" => ModelAnswer.ToolCalls(new ModelToolCall("weather", "{\"city\":\"Shanghai, 上海\"}")),
            "hang up" => ModelAnswer.HangUp(),
            "stall" => ModelAnswer.Stall(),
            "half" => ModelAnswer.HalfResponse("one two three four five six"),
            "garbage" => ModelAnswer.Garbage(),
            _ when words.StartsWith("say: ", StringComparison.Ordinal) => ModelAnswer.Text(words["say: ".Length..]),
            _ when words.Split(' ') is ["error", var status, .. var code] => ModelAnswer.Error(int.Parse(status), code.FirstOrDefault(), TimeSpan.FromSeconds(7)),
            _ => throw new InvalidOperationException($"No script for: {words[..Math.Min(words.Length, 80)]}"),
        };
    }
}
