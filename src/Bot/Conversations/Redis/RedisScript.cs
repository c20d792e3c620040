namespace Cardline.Bot.Conversations.Redis;

/// <summary>A script that runs on the server as one indivisible step. Its text is read once from the program; its keys share a slot.</summary>
internal sealed class RedisScript
{
    private RedisScript(string text) => Text = text;

    /// <summary>Gets the Lua text.</summary>
    public string Text { get; }

    /// <summary>Reads <c>Conversations/Redis/Scripts/NAME.lua</c> from the program.</summary>
    public static RedisScript Read(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"Cardline.Bot.Redis.{name}.lua")
            ?? throw new InvalidOperationException($"The script {name} is not in the program.");
        using var reader = new StreamReader(stream);
        return new RedisScript(reader.ReadToEnd());
    }
}
