using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>A script that runs on the server as one indivisible step. Its text is read once from the program; its keys share a slot.</summary>
internal sealed class RedisScript
{
    private readonly string text;

    private RedisScript(string text) => this.text = text;

    /// <summary>Reads <c>Conversations/Redis/Scripts/NAME.lua</c> from the program.</summary>
    public static RedisScript Read(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"Cardline.Bot.Redis.{name}.lua")
            ?? throw new InvalidOperationException($"The script {name} is not in the program.");
        using var reader = new StreamReader(stream);
        return new RedisScript(reader.ReadToEnd());
    }

    /// <summary>Runs it; one that the server has forgotten is sent to it again.</summary>
    /// <param name="run">How a command is run, such as <see cref="RedisConnection.RunAsync"/>.</param>
    /// <param name="keys">Its keys, all of one slot.</param>
    /// <param name="values">Its arguments.</param>
    /// <param name="again">Whether it is sent again; only a test says no.</param>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown.</exception>
    public async Task<RedisResult> RunAsync(Func<Func<IDatabase, Task<RedisResult>>, Task<RedisResult>> run, RedisKey[] keys, RedisValue[] values, bool again = true)
    {
        try
        {
            return await run(database => database.ScriptEvaluateAsync(text, keys, values));
        }
        catch (LogUnavailableException e) when (again && e.InnerException is RedisServerException { Message: var said } && said.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // It did not run, so running it now is the first time.
            return await run(database => database.ScriptEvaluateAsync(text, keys, values));
        }
    }
}
