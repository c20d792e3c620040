using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.Server;

namespace Cardline.Bot.Tests.Tools;

/// <summary>The program's edges: what keeps it from starting, and what stands on its standard output.</summary>
[Collection(ToolServerCollection.Name)]
public sealed class McpStartTests
{
    [Theory]
    [InlineData("BOT066", "http://chat.example", ToolServer.Secret)]
    [InlineData("BOT066", "ftp://127.0.0.1", ToolServer.Secret)]
    [InlineData("BOT066", "127.0.0.1:5080", ToolServer.Secret)]
    [InlineData("BOT066", "https://user:word@chat.example", ToolServer.Secret)]
    [InlineData("BOT069", "http://127.0.0.1:5080", "")]
    public async Task Mcp_WithWhatItCannotUse_SaysSoInOneSentenceAndEnds(string number, string address, string secret)
    {
        var folder = Directory.CreateTempSubdirectory("cardline-mcp-").FullName;
        var setup = new ServerSetup(folder) { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["DirectLine:Secret"] = secret } };

        var (code, output) = await ServerProcess.RunCommandAsync(setup, "mcp", "--server", address);

        code.ShouldBe(1);
        output.ShouldStartWith(number);
        output.Trim().ShouldNotContain('\n');
        output.ShouldNotContain("word@");
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty("no store is made");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Mcp_GarbageAndAServerThatIsAway_GetAnAnswerOnStandardOutputAndNothingElseThere()
    {
        var (code, output, error) = await RunAsync(
            $"http://127.0.0.1:{LoopbackPort.Free()}",
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            SECRET-GARBAGE {{{{
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"queue_state","arguments":{}}}

            """,
            answers: 2);

        code.ShouldBe(0);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        lines.ShouldAllBe(line => (string?)line["jsonrpc"] == "2.0");
        var result = lines.Single(line => line["id"]?.ToString() == "2")["result"]!;
        ((bool)result["isError"]!, (string?)result["structuredContent"]!["error"]).ShouldBe((true, "unavailable"));
        error.ShouldContain("BOT068");
        error.ShouldNotContain("SECRET-GARBAGE");
    }

    [Fact]
    public async Task Mcp_ALineWithoutEnd_EndsTheSession_InsteadOfFillingTheMemory()
    {
        var (code, _, error) = await RunAsync("http://127.0.0.1:9", new string('x', 400_000), answers: 0);

        code.ShouldBe(0);
        error.ShouldContain("longer than");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string address, string input, int answers)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.ServerAssembly, "mcp", "--server", address])
        {
            UseShellExecute = false, WorkingDirectory = Repository.Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment["DirectLine__Secret"] = ToolServer.Secret;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Waiting.Ceiling);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            try
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
                await process.StandardInput.FlushAsync(limit.Token);
            }
            catch (IOException) when (answers == 0)
            {
                // It stopped reading in the middle, as it should.
            }

            var output = new StringBuilder();
            for (var seen = 0; seen < answers && await process.StandardOutput.ReadLineAsync(limit.Token) is { } line;)
            {
                output.Append(line).Append('\n');
                seen += line.Contains("\"result\"", StringComparison.Ordinal) ? 1 : 0;
            }

            if (answers > 0)
            {
                process.StandardInput.Close();
            }

            output.Append(await process.StandardOutput.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output.ToString(), await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
