namespace Cardline.Bot.Gate.Chat;

/// <summary>The widget's settings, section <c>Chat</c>. Texts are by language, with <c>en</c> as the last resort.</summary>
internal sealed class ChatOptions
{
    /// <summary>Whether anybody may get an anonymous token.</summary>
    /// <value>Default true.</value>
    public bool Anonymous { get; set; } = true;

    /// <summary>The bank's name by language.</summary>
    /// <value>Default Lantern Bank, the invented bank of the demo.</value>
    public IDictionary<string, string> Bank { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["en"] = "Lantern Bank", ["zh-Hans"] = "明灯银行" };

    /// <summary>The number to call, with its words, by language.</summary>
    /// <value>Default the demo's card hotline.</value>
    public IDictionary<string, string> Hotline { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["en"] = "400-000-0100" };
}
