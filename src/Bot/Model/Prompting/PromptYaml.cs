using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Cardline.Bot.Model.Prompting;

/// <summary>Reads one YAML file and gathers faults with their places instead of stopping at the first one.</summary>
internal sealed class PromptYaml(string file, string text)
{
    /// <summary>Deepest nesting; the schema needs five levels.</summary>
    public const int DepthMax = 12;

    private readonly List<PromptFault> _faults = [];
    private readonly string[] _lines = text.Split('\n');

    /// <summary>Parses the text.</summary>
    /// <returns>The outermost mapping; an empty one, and a fault, when there is none.</returns>
    public YamlMappingNode Root()
    {
        var stream = new YamlStream();
        try
        {
            CheckDepth();
            stream.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            Fault((int)broken.Start.Line, (int)broken.Start.Column, "This is not readable YAML here. Check indentation, quotes and repeated names; a template stands under \"template: |\".");
            return [];
        }
        catch (Exception broken) when (broken is ArgumentException or InvalidOperationException or FormatException)
        {
            Fault(1, 1, "This is not readable YAML. Check indentation, quotes and repeated names.");
            return [];
        }

        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
        {
            return root;
        }

        Fault(1, 1, "The file has to be one mapping of names to values, beginning with \"name:\".");
        return [];
    }

    /// <summary>Throws when anything was wrong.</summary>
    /// <exception cref="PromptFileException">With every fault recorded.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0)
        {
            throw new PromptFileException(_faults);
        }
    }

    /// <summary>Records a fault at a place.</summary>
    public void Fault(int line, int column, string message) => _faults.Add(new PromptFault(file, Math.Max(1, line), Math.Max(1, column), message));

    /// <summary>Records a fault at a node.</summary>
    public void Fault(YamlNode at, string message) => Fault((int)at.Start.Line, (int)at.Start.Column, message);

    /// <summary>Records a fault at a character of a text that stands in a block (<c>|</c>); for other styles, where the text begins.</summary>
    public void FaultIn(YamlScalarNode scalar, int offset, string message)
    {
        var value = scalar.Value ?? string.Empty;
        var before = value[..Math.Clamp(offset, 0, value.Length)];
        var row = before.Count(sign => sign == '\n');
        var line = (int)scalar.Start.Line + row + 1;
        if (scalar.Style != ScalarStyle.Literal || line > _lines.Length)
        {
            Fault(scalar, message);
            return;
        }

        var begin = before.LastIndexOf('\n') + 1;
        var words = value[begin..].Split('\n')[0];
        Fault(line, Math.Max(0, _lines[line - 1].IndexOf(words, StringComparison.Ordinal)) + before.Length - begin + 1, message);
    }

    /// <summary>Returns the entries of a mapping by name; one that is not known gives a fault and is left out.</summary>
    public Dictionary<string, YamlNode> Entries(YamlMappingNode map, params string[] known)
    {
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? string.Empty;
            if (known.Length > 0 && !known.Contains(name, StringComparer.Ordinal))
            {
                Fault(key, $"\"{name}\" is not known here; known are {string.Join(", ", known)}.");
            }
            else
            {
                entries[name] = value;
            }
        }

        return entries;
    }

    /// <summary>Returns a text; null, and a fault, when the node is something else.</summary>
    public string? Text(YamlNode node, string name)
    {
        if (node is YamlScalarNode scalar)
        {
            return scalar.Value ?? string.Empty;
        }

        Fault(node, $"\"{name}\" has to be a text.");
        return null;
    }

    /// <summary>Returns true or false; a fault and null when the node is neither.</summary>
    public bool? Flag(YamlNode node, string name)
    {
        if (node is YamlScalarNode { Value: "true" or "True" or "TRUE" or "false" or "False" or "FALSE" } scalar)
        {
            return scalar.Value!.StartsWith("t", StringComparison.OrdinalIgnoreCase);
        }

        Fault(node, $"\"{name}\" has to be true or false.");
        return null;
    }

    /// <summary>Returns a number within bounds; a fault and null when the node is none.</summary>
    public double? Number(YamlNode node, string name, double lowest, double highest)
    {
        if (node is YamlScalarNode scalar && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        Fault(node, FormattableString.Invariant($"\"{name}\" has to be a number from {lowest} to {highest}."));
        return null;
    }

    /// <summary>Returns a whole number within bounds; a fault and null when the node is none.</summary>
    public int? Whole(YamlNode node, string name, int lowest, int highest)
    {
        if (node is YamlScalarNode scalar && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        Fault(node, FormattableString.Invariant($"\"{name}\" has to be a whole number from {lowest} to {highest}."));
        return null;
    }

    // The reader proper calls itself for each level and would end the program in a file of brackets alone.
    private void CheckDepth()
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DepthMax || parser.Current is AnchorAlias)
            {
                throw new YamlException(parser.Current.Start, parser.Current.End, "too deep, or an alias");
            }
        }
    }
}
