using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.Server;

namespace Cardline.Bot.Tests.Operations;

/// <summary>A real server is told to stop (SIGTERM): everybody is sent elsewhere, what was begun is finished, and it ends within its bound.</summary>
public sealed class StoppingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Stop_WhileLeaving_AnswersReadyWith503_SendsSocketsAway_AndTakesRequestsStill()
    {
        await using var server = await ServerProcess.StartAsync(Setup(leaveSeconds: 3));
        using var http = new HttpClient { BaseAddress = server.Address };
        var conversation = await DirectLineConversation.StartAnonymousAsync(http, "en", default);
        using var socket = await conversation.ConnectAsync("", default);

        using var process = Terminate(server.ProcessId);

        await Waiting.UntilAsync("readiness to say that it stops", async () =>
        {
            using var ready = await http.GetAsync("health/ready");
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable && (string?)(await ready.Content.ReadFromJsonAsync<JsonObject>())!["status"] == "stopping";
        });
        while (await socket.NextAsync(default) is not null)
        {
            // The greeting may still be on its way.
        }

        socket.ClosedWith.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        (await conversation.PostTextAsync("m1", "hello", default)).Status.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await EndedAsync(process);
        server.Output.ShouldNotContain("Unhandled");
    }

    [Fact]
    public async Task Stop_WithARequestUnderWay_FinishesIt_AfterTheDoorIsClosed()
    {
        await using var server = await ServerProcess.StartAsync(Setup());
        using var http = new HttpClient { BaseAddress = server.Address };
        var token = await (await http.PostAsJsonAsync("api/chat/token", new { lang = "en" })).Content.ReadFromJsonAsync<JsonObject>();
        using var start = new HttpRequestMessage(HttpMethod.Post, "v3/directline/conversations") { Content = JsonContent.Create(new { }) };
        start.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (string)token!["token"]!);
        (await http.SendAsync(start)).EnsureSuccessStatusCode();
        var body = """{"type":"message","text":"hello","from":{"id":"cardholder","role":"user"}}""";
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v3/directline/conversations/{(string)token["conversationId"]!}/activities HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {(string)token["token"]!}\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n"));

        // The server asks for the body, so the request is under way.
        (await ReadAsync(stream)).ShouldStartWith("HTTP/1.1 100");
        using var process = Terminate(server.ProcessId);
        await Waiting.UntilAsync("the door to close", async () =>
        {
            try
            {
                using var another = new TcpClient();
                await another.ConnectAsync(IPAddress.Loopback, server.Address.Port);
                return false;
            }
            catch (SocketException)
            {
                return true;
            }
        });
        process.HasExited.ShouldBeFalse();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body));

        var answer = await ReadAsync(stream);
        answer.ShouldStartWith("HTTP/1.1 200");
        await EndedAsync(process);
        server.Output.ShouldNotContain("Unhandled");

        // It is in the log, and the turn that the stop may have left open is finished by the next start.
        await ForgetAsync(server);
        await server.StartAgainAsync();
        using var poll = new HttpRequestMessage(HttpMethod.Get, $"v3/directline/conversations/{(string)token["conversationId"]!}/activities");
        poll.Headers.Authorization = start.Headers.Authorization;
        using var read = await http.SendAsync(poll);
        (await read.Content.ReadAsStringAsync()).ShouldContain("\"hello\"");
    }

    [Fact]
    public async Task Stop_WithAnAgentsStreamOpen_EndsItInOrder_WellWithinTheBound()
    {
        var setup = Setup();
        var password = await AgentAccount.AddAsync(setup, "ann");
        await using var server = await ServerProcess.StartAsync(setup);
        using var desk = await DeskClient.SignInAsync(server.Address, "ann", password, default);
        var onDuty = desk.StayOnDutyAsync(default);

        var began = Stopwatch.GetTimestamp();
        using var process = Terminate(server.ProcessId);

        // In order: the stream has an end and does not break.
        await onDuty.WaitAsync(Waiting.Ceiling);
        await EndedAsync(process);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(StopSeconds));
    }

    [Fact]
    public async Task Start_WithMoreToWaitForThanTheBound_IsRefused()
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(() => ServerProcess.StartAsync(Setup(leaveSeconds: 15)));
        error.Message.ShouldContain("BOT035");
        error.Message.ShouldContain("Operations:StopSeconds");
    }

    private const int StopSeconds = 20;

    private ServerSetup Setup(int leaveSeconds = 0) => new(folder.FullPath)
    {
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Operations:LeaveSeconds"] = $"{leaveSeconds}", ["Operations:StopSeconds"] = $"{StopSeconds}" },
    };

    private static Process Terminate(int processId)
    {
        var server = Process.GetProcessById(processId);
        using var kill = Process.Start("kill", ["-TERM", $"{processId}"]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
        return server;
    }

    private static async Task EndedAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Waiting.Ceiling);
        await process.WaitForExitAsync(limit.Token);
    }

    // The process has ended already; this lets the kit start another.
    private static Task ForgetAsync(ServerProcess server) => server.KillAsync();

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[8192];
        using var limit = new CancellationTokenSource(Waiting.Ceiling);
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, limit.Token));
    }
}
