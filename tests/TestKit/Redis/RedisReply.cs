namespace Cardline.TestKit.Redis;

/// <summary>One answer of a Redis server.</summary>
/// <param name="Text">A string, a number as text, or an error's text with its prefix; null for nil and for a list.</param>
/// <param name="Items">The members of a list; empty otherwise.</param>
/// <param name="IsError">True for an error.</param>
public sealed record RedisReply(string? Text, IReadOnlyList<RedisReply> Items, bool IsError = false)
{
    /// <summary>Gets the texts of a list's members.</summary>
    public IReadOnlyList<string?> Texts => [.. Items.Select(item => item.Text)];

    /// <summary>Gets the text as a number.</summary>
    public long Number => long.Parse(Text ?? throw new InvalidOperationException("The answer is no number."), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads one line of an answer such as INFO's: what follows <c>name:</c>.</summary>
    public string? Line(string name) => Text?.Split('\n')
        .Select(line => line.Trim())
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..];
}
