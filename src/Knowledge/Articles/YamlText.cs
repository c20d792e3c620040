using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Cardline.Knowledge.Articles;

/// <summary>Reads YAML into nodes that know their place; a fault becomes a finding, never an exception.</summary>
internal sealed class YamlText(string file, int linesBefore, ICollection<Finding> findings)
{
    // The node model is built by recursion, so nesting is measured on the flat event stream before it is built.
    private const int DepthMax = 16;

    internal YamlNode? Root(string yaml)
    {
        try
        {
            CheckDepth(yaml);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException fault)
        {
            Broken(At(fault.Start), fault.Message);
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The parser lets some of its own slips through, such as a version or an escape that is out of range.
            Broken(new Place(file, linesBefore + 1), "an escape or a directive is out of range");
            return null;
        }
    }

    internal YamlMappingNode? Mapping(string yaml)
    {
        var known = findings.Count;
        var root = Root(yaml);
        if (root is YamlMappingNode mapping) return mapping;
        if (findings.Count == known && root is not null && !IsEmpty(root))
            findings.Add(Finding.Error(FindingNumber.BrokenYaml, At(root.Start), "Expected lines of \"name: value\".", "Write one name, a colon, a blank and its value per line."));
        return null;
    }

    /// <summary>Finds names that stand twice on the outermost level: the node model refuses them without saying where the first one is.</summary>
    internal IReadOnlyList<(Marked Key, Place First)> RepeatedKeys(string yaml)
    {
        // The stream, the document and the mapping are one level each.
        const int Outermost = 3;
        var first = new Dictionary<string, Place>(StringComparer.Ordinal);
        var repeated = new List<(Marked, Place)>();
        try
        {
            var parser = new Parser(new StringReader(yaml));
            var (depth, isKey) = (0, true);
            while (parser.MoveNext())
            {
                var outermost = depth == Outermost && parser.Current is NodeEvent;
                depth += parser.Current!.NestingIncrease;
                if (!outermost) continue;
                if (isKey && parser.Current is Scalar key && !first.TryAdd(key.Value, At(key.Start)))
                    repeated.Add((new Marked(key.Value, At(key.Start)), first[key.Value]));
                isKey = !isKey;
            }
        }
        catch (Exception fault) when (fault is YamlException or ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The reader proper says what is wrong; names are only compared in a file that can be read.
            return [];
        }

        return repeated;
    }

    internal Place At(Mark mark) => new(file, Math.Max(1, (int)mark.Line) + linesBefore, Math.Max(1, (int)mark.Column));

    internal Marked Text(YamlScalarNode node) => new(node.Value ?? string.Empty, At(node.Start));

    internal static bool IsEmpty(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private void Broken(Place at, string why)
    {
        var wrong = $"The YAML cannot be read: {why.TrimEnd('.')}.";
        findings.Add(Finding.Error(
            FindingNumber.BrokenYaml,
            at,
            wrong.ReplaceLineEndings(" "),
            "Check indentation, quotes, brackets and the blank after each colon; quote a text that contains \": \" or starts with a special sign."));
    }

    private static void CheckDepth(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            // The stream and the document count as one level each.
            if (depth > DepthMax + 2) throw new YamlException(parser.Current.Start, parser.Current.End, $"nested more than {DepthMax} levels deep");
            if (parser.Current is AnchorAlias) throw new YamlException(parser.Current.Start, parser.Current.End, "aliases are not used in these files");
        }
    }
}
