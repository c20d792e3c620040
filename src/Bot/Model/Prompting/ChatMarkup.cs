using System.Net;
using System.Xml.Linq;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Parses a filled-in template as chat messages, as Semantic Kernel does: the tags are parsed while the values are still encoded, and the
/// words of a message are decoded once, afterwards. Other tags within a message stay in its words.
/// </summary>
internal static class ChatMarkup
{
    /// <summary>Parses.</summary>
    /// <param name="rendered">A template that was checked, filled in with encoded values.</param>
    /// <exception cref="System.Xml.XmlException">It is not well-formed: a value was not encoded, or the template was not checked. An error of ours.</exception>
    public static List<ChatMessage> Parse(string rendered)
    {
        // XElement.Parse prohibits document types, so there are no entities to blow up.
        var root = XElement.Parse($"<root>{rendered}</root>", LoadOptions.PreserveWhitespace);
        return [.. root.Elements().Select(message => new ChatMessage(Role(message), Words(message)))];
    }

    private static string Words(XElement message) =>
        WebUtility.HtmlDecode(string.Concat(message.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))).Trim());

    private static ChatRole Role(XElement message) => message.Attribute("role")?.Value switch
    {
        "system" => ChatRole.System,
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        var other => throw new System.Xml.XmlException($"A message has the role \"{other}\"."),
    };
}
