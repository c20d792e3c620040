using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cardline.Handoff.Detection;

/// <summary>Reads a YAML file and gathers faults with their places instead of stopping at the first one.</summary>
internal sealed class YamlDocumentReader(string file)
{
    private readonly List<HandoffFault> _faults = [];

    /// <summary>Parses the text.</summary>
    /// <returns>The outermost mapping; an empty one when there is none, and then a fault is recorded.</returns>
    public YamlMappingNode Root(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            _faults.Add(new HandoffFault(file, broken.Start.Line, broken.Start.Column, "HND101", "This is not readable YAML here; check indentation and quotes."));
            return [];
        }

        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
        {
            return root;
        }

        _faults.Add(new HandoffFault(file, 1, 1, "HND101", "The file has to be one mapping of names to values."));
        return [];
    }

    /// <summary>Records a fault at a node.</summary>
    public void Fault(YamlNode at, string code, string message) =>
        _faults.Add(new HandoffFault(file, at.Start.Line, at.Start.Column, code, message));

    /// <summary>Throws when anything was wrong.</summary>
    /// <exception cref="HandoffFileException">With every fault recorded.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0)
        {
            throw new HandoffFileException(_faults);
        }
    }

    /// <summary>Records a fault for every entry of a mapping whose name is not known.</summary>
    public void CheckNames(YamlMappingNode map, params string[] known) => _ = Entries(map, known).Count();

    /// <summary>Lists the entries of a mapping whose names must be known; without names all are.</summary>
    public IEnumerable<(string Name, YamlNode Key, YamlNode Value)> Entries(YamlMappingNode map, params string[] known)
    {
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? string.Empty;
            if (known.Length > 0 && !known.Contains(name, StringComparer.Ordinal))
            {
                Fault(key, "HND102", $"\"{name}\" is not known here; known are {string.Join(", ", known)}.");
                continue;
            }

            yield return (name, key, value);
        }
    }

    /// <summary>Returns a mapping's entry as a mapping; an empty one when it is absent.</summary>
    public YamlMappingNode Map(YamlMappingNode of, string name)
    {
        var node = Find(of, name);
        if (node is not null and not YamlMappingNode)
        {
            Fault(node, "HND102", $"\"{name}\" has to be a mapping.");
        }

        return node as YamlMappingNode ?? [];
    }

    /// <summary>Returns an entry's text; an empty one, with a fault, when it is absent or empty.</summary>
    public string Text(YamlMappingNode of, string name)
    {
        if (Find(of, name) is YamlScalarNode { Value: { Length: > 0 } value })
        {
            return value;
        }

        Fault(of, "HND103", $"\"{name}\" is missing or empty.");
        return string.Empty;
    }

    /// <summary>Returns an entry's texts: one text or a list of them; none when it is absent.</summary>
    public IEnumerable<(string Text, YamlNode Node)> Texts(YamlMappingNode of, string name)
    {
        switch (Find(of, name))
        {
            case null:
                yield break;
            case YamlScalarNode one:
                yield return (one.Value ?? string.Empty, one);
                break;
            case YamlSequenceNode many:
                foreach (var node in many)
                {
                    yield return ((node as YamlScalarNode)?.Value ?? string.Empty, node);
                }

                break;
            case var other:
                Fault(other, "HND102", $"\"{name}\" has to be a text or a list of texts.");
                break;
        }
    }

    /// <summary>Returns an entry's whole number; a fault and the lowest one when it is not in range.</summary>
    public int Number(YamlMappingNode of, string name, int lowest, int highest)
    {
        var node = Find(of, name);
        if (node is YamlScalarNode scalar && int.TryParse(scalar.Value, out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        Fault(node ?? of, "HND104", $"\"{name}\" has to be a whole number from {lowest} to {highest}.");
        return lowest;
    }

    private static YamlNode? Find(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out var node) ? node : null;
}
