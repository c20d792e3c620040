using System.Text.RegularExpressions;

namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Follows the tags of a template: messages on the outside, other tags whole within them and within one block, and no value inside a tag.
/// Then whatever is filled in, what comes out is well-formed and has the same messages.
/// </summary>
/// <remarks>Narrower than XML: no comments, no declarations, no CDATA, attributes in double quotes and without values.</remarks>
internal sealed partial class TemplateMarkup(Action<int, string> fault)
{
    private const string Message = "message";

    private readonly Stack<(string Name, int At, int Depth)> _open = new();
    private readonly List<string> _roles = [];
    private bool _isSystem;

    /// <summary>Takes words of the template.</summary>
    /// <param name="token">The words.</param>
    /// <param name="depth">How many blocks they stand in.</param>
    public void Words(TemplateToken token, int depth)
    {
        var at = 0;
        while (at < token.Text.Length)
        {
            var tag = token.Text.IndexOf('<', at);
            Plain(token, at, tag < 0 ? token.Text.Length : tag);
            if (tag < 0)
            {
                break;
            }

            var found = Tag().Match(token.Text, tag);
            if (!found.Success)
            {
                fault(token.At + tag, "This is no whole tag. Write &lt; for a less-than sign; a tag holds no value, and comments and CDATA are not read.");
                break;
            }

            Take(found, token.At + tag, depth);
            at = tag + found.Length;
        }
    }

    /// <summary>Takes a value that is written.</summary>
    public void Value(TemplateToken token, bool isTrusted)
    {
        if (_open.Count == 0)
        {
            fault(token.At, "A value stands outside of all messages, where nobody reads it. Move it into a <message role=\"user\">.");
        }
        else if (_isSystem && !isTrusted)
        {
            fault(token.At, $"\"{token.Text}\" may hold a stranger's words and stands in a system message, where they are orders. Move it into a <message role=\"user\">.");
        }
    }

    /// <summary>Takes the begin or the end of a block: the tags that are open in it have to end in it.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="depth">How many blocks are open around it.</param>
    public void Boundary(int at, int depth)
    {
        if (_open.Count == 0)
        {
            fault(at, "A block stands outside of all messages. The messages are the same whatever the values are: move the block into a message.");
        }

        while (_open.Count > 0 && _open.Peek().Depth > depth)
        {
            fault(_open.Peek().At, $"<{_open.Pop().Name}> begins in a block and does not end in it.");
        }
    }

    /// <summary>Takes the end of the template.</summary>
    public void End()
    {
        foreach (var (name, at, _) in _open)
        {
            fault(at, $"<{name}> has no end; write </{name}>.");
        }

        if (_roles.FirstOrDefault() != "system" || !_roles.Contains("user", StringComparer.Ordinal))
        {
            fault(0, "A prompt begins with its rules in <message role=\"system\"> and has the data in a <message role=\"user\"> below.");
        }
    }

    private void Plain(TemplateToken token, int from, int to)
    {
        var words = token.Text.AsSpan(from, to - from);
        if (_open.Count == 0 && words.Trim().Length > 0)
        {
            fault(token.At + from, "Words stand outside of all messages, where nobody reads them. Move them into a <message role=\"...\">.");
        }

        if (words.IndexOf("]]>") is >= 0 and var end)
        {
            fault(token.At + from + end, "\"]]>\" may not stand here. Write ]]&gt; for it.");
        }

        for (var at = from; at < to; at++)
        {
            if (token.Text[at] == '&' && !Entity().IsMatch(token.Text, at))
            {
                fault(token.At + at, "Write &amp; for an ampersand; known beside it are &lt; &gt; &quot; &apos; and numbers such as &#39;.");
            }
        }
    }

    private void Take(Match tag, int at, int depth)
    {
        var name = tag.Groups["name"].Value;
        if (tag.Groups["end"].Success)
        {
            End(name, at, depth);
        }
        else if (_open.Count == 0)
        {
            Begin(tag, name, at, depth);
        }
        else if (name.Equals(Message, StringComparison.OrdinalIgnoreCase) || name is "text" or "image" or "root")
        {
            fault(at, $"<{name}> may not stand within a message; give the tag another name.");
        }
        else if (!tag.Groups["empty"].Success)
        {
            _open.Push((name, at, depth));
        }
    }

    private void Begin(Match tag, string name, int at, int depth)
    {
        var role = Role().Match(tag.Groups["attributes"].Value);
        if (name != Message || !role.Success || tag.Groups["empty"].Success)
        {
            fault(at, "Only messages stand on the outside: <message role=\"system\">, <message role=\"user\"> or <message role=\"assistant\">.");
        }
        else if (depth > 0)
        {
            fault(at, "A message stands in a block. The messages are the same whatever the values are: move the block into the message.");
        }

        _roles.Add(role.Groups["role"].Value);
        _isSystem = _roles[^1] == "system";
        _open.Push((name, at, depth));
    }

    private void End(string name, int at, int depth)
    {
        if (_open.Count == 0 || _open.Peek().Name != name)
        {
            fault(at, $"</{name}> ends no tag that begins right before it.");
            return;
        }

        if (_open.Peek().Depth != depth)
        {
            fault(at, $"</{name}> ends in a block a tag that begins outside of it.");
        }

        _open.Pop();
    }

    [GeneratedRegex("\\G<(?:(?<end>/)(?<name>[A-Za-z][A-Za-z0-9_-]*)\\s*>|(?<name>[A-Za-z][A-Za-z0-9_-]*)(?<attributes>(?:\\s+[A-Za-z][A-Za-z0-9_-]*=\"[^\"<&]*\")*)\\s*(?<empty>/)?>)", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("^\\s+role=\"(?<role>system|user|assistant)\"$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Role();

    [GeneratedRegex("\\G&(amp|lt|gt|quot|apos|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entity();
}
