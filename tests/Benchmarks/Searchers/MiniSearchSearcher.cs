using System.Diagnostics;
using System.Text.Json;
using Cardline.Benchmarks.Converting;
using Cardline.TestKit;

namespace Cardline.Benchmarks.Searchers;

/// <summary>The library minisearch with its defaults, in a Node.js process of its own; one line of JSON in, one line out.</summary>
internal sealed class MiniSearchSearcher : ISearcher
{
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(10);
    private readonly Process node;
    private readonly int limit;

    internal MiniSearchSearcher(IReadOnlyList<MadeArticle> articles, int limit)
    {
        this.limit = limit;
        node = Process.Start(new ProcessStartInfo("node", "rank.mjs")
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        foreach (var article in articles) Send(new { article = article.Id, text = FullTextSearcher.WholeText(article) });
        using var built = Exchange(new { build = true });
        BuildTime = TimeSpan.FromMilliseconds(built.RootElement.GetProperty("milliseconds").GetDouble());
        HeapBytes = built.RootElement.GetProperty("heapBytes").GetInt64();
    }

    public string Name => "minisearch, documents";

    public TimeSpan ProcessorTime { get; private set; }

    internal TimeSpan BuildTime { get; }

    internal long HeapBytes { get; }

    /// <summary>Gets whether Node.js and the library are there; the tables do without when not.</summary>
    internal static bool IsThere => Directory.Exists(Path.Combine(Folder, "node_modules", "minisearch")) && NodeStarts();

    private static string Folder => Path.Combine(Repository.Root, "tests", "Benchmarks", "minisearch");

    public Ranking Rank(string question)
    {
        using var answer = Exchange(new { question, limit });
        var root = answer.RootElement;
        ProcessorTime = TimeSpan.FromMicroseconds(root.GetProperty("processorMicroseconds").GetDouble());
        return new Ranking(
            [.. root.GetProperty("articles").EnumerateArray().Select(id => id.GetString()!)],
            root.GetProperty("score").GetDouble(),
            TimeSpan.FromMicroseconds(root.GetProperty("microseconds").GetDouble()));
    }

    public void Dispose()
    {
        // The script ends when its input does.
        node.StandardInput.Close();
        if (!node.WaitForExit(EndMax)) node.Kill();
        node.Dispose();
    }

    private static bool NodeStarts()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("node", "--version") { UseShellExecute = false, RedirectStandardOutput = true });
            return process is not null && process.WaitForExit(EndMax) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private void Send(object message)
    {
        node.StandardInput.Write(JsonSerializer.Serialize(message));
        node.StandardInput.Write('\n');
    }

    private JsonDocument Exchange(object message)
    {
        Send(message);
        node.StandardInput.Flush();
        var line = node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("minisearch ended early; its reason is above.");
        return JsonDocument.Parse(line);
    }
}
