using Cardline.TestKit;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Cardline.Bot.Tests.Operations;

/// <summary>The files of <c>deploy/</c>, read as data: maps, lists and texts.</summary>
internal static class DeployFiles
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy");

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>Reads the documents of a YAML file; anchors and merges are resolved.</summary>
    public static IReadOnlyList<YamlNode> Yaml(string name)
    {
        var documents = new List<YamlNode>();
        using var text = new StringReader(Read(name));
        var parser = new MergingParser(new Parser(text));
        var deserializer = new DeserializerBuilder().Build();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
        {
            documents.Add(new YamlNode(deserializer.Deserialize(parser)));
        }

        return documents;
    }

    /// <summary>Reads all documents of the cluster's files that kustomize takes.</summary>
    public static IReadOnlyList<YamlNode> Cluster() =>
        [.. Yaml("kubernetes/kustomization.yaml").Single()["resources"].Items.SelectMany(file => Yaml($"kubernetes/{file.Text}"))];
}

/// <summary>One value of a YAML document; what is not there is empty and never null.</summary>
internal sealed record YamlNode(object? Value)
{
    public string Text => Value as string ?? "";

    public bool Exists => Value is not null;

    public int Number => int.Parse(Text, System.Globalization.CultureInfo.InvariantCulture);

    public IReadOnlyList<YamlNode> Items => Value is List<object> list ? [.. list.Select(item => new YamlNode(item))] : [];

    public IReadOnlyDictionary<string, YamlNode> Members => Value is Dictionary<object, object> map
        ? map.ToDictionary(pair => (string)pair.Key, pair => new YamlNode(pair.Value), StringComparer.Ordinal)
        : new Dictionary<string, YamlNode>(StringComparer.Ordinal);

    public YamlNode this[params string[] path] =>
        path.Aggregate(this, (node, name) => node.Members.TryGetValue(name, out var member) ? member : new YamlNode(Value: null));

    /// <summary>Finds every value under a name, however deep.</summary>
    public IEnumerable<YamlNode> All(string name) =>
        Members.Where(member => member.Key == name).Select(member => member.Value)
            .Concat(Members.Values.Concat(Items).SelectMany(child => child.All(name)));
}
