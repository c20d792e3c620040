using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Cardline.Knowledge.Articles;

/// <summary>Reads facts.yml. A broken fact is left out and named; the others stand.</summary>
internal sealed class FactsReader(string file, ICollection<Finding> findings)
{
    private const string Shape = "Write it as name: [{value: 40, unit: CNY}], with from: YYYY-MM-DD on later values.";
    private readonly YamlText yaml = new(file, 0, findings);

    /// <returns>The facts, or null when the file as a whole cannot be read.</returns>
    internal FactTable? Read(string text)
    {
        var known = findings.Count;
        foreach (var (key, first) in yaml.RepeatedKeys(text))
        {
            findings.Add(Finding.Error(
                FindingNumber.TwoValues,
                key.At,
                $"Fact \"{key.Text}\" is written a second time; the first is on line {first.Line}.",
                "Keep one of them; a later value goes into the same list, with its own from date.") with { Also = first });
        }

        if (findings.Count > known) return null;
        var root = yaml.Mapping(text);
        if (root is null) return findings.Count > known ? null : FactTable.Empty;
        var facts = new Dictionary<string, IReadOnlyList<FactValue>>(StringComparer.Ordinal);
        foreach (var (key, node) in root.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } name }) continue;
            if (Values(name, node) is { } values) facts[name] = values;
        }

        return new FactTable(facts);
    }

    private List<FactValue>? Values(string name, YamlNode node)
    {
        IEnumerable<YamlNode> entries = node is YamlSequenceNode list ? list.Children : [node];
        var values = new List<FactValue>();
        foreach (var entry in entries)
        {
            if (Value(name, entry) is not { } value) return null;
            if (values.Find(other => other.From == value.From) is { } other)
            {
                Twice(name, entry, other == value);
                return null;
            }

            values.Add(value);
        }

        if (values.Count > 0) return [.. values.OrderBy(value => value.From)];
        Wrong(node, $"Fact \"{name}\" has no value.", Shape);
        return null;
    }

    // Two values under one name contradict each other; the same value written again is only a slip.
    private void Twice(string name, YamlNode entry, bool same) => findings.Add(Finding.Error(
        same ? FindingNumber.BadFact : FindingNumber.TwoValues,
        yaml.At(entry.Start),
        same ? $"Fact \"{name}\" has its value twice." : $"Fact \"{name}\" has two different values from the same day.",
        "Keep one of them, or give the later one its own from date."));

    private FactValue? Value(string name, YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            Wrong(node, $"Fact \"{name}\" is not a value with a unit.", Shape);
            return null;
        }

        YamlNode? value = null;
        FactUnit? unit = null;
        DateOnly? from = DateOnly.MinValue;
        foreach (var (key, child) in map.Children)
        {
            switch ((key as YamlScalarNode)?.Value)
            {
                case "value": value = child; break;
                case "unit": unit = Unit(name, child); break;
                case "from": from = Date(name, child); break;
                default:
                    Wrong(key, $"Fact \"{name}\" has the unknown key \"{key}\".", "Known are: value, unit, from.");
                    return null;
            }
        }

        if (value is null) Wrong(node, $"Fact \"{name}\" has no value.", Shape);
        if (unit is null && !map.Children.ContainsKey(new YamlScalarNode("unit"))) Wrong(node, $"Fact \"{name}\" has no unit.", Shape);
        return value is null || unit is null || from is null ? null : Texts(name, value, unit.Value, from.Value);
    }

    private FactValue? Texts(string name, YamlNode value, FactUnit unit, DateOnly from)
    {
        if (value is YamlScalarNode { Value: { Length: > 0 } text })
        {
            if (Address(unit) is { } address && !address(text))
            {
                Wrong(value, $"Fact \"{name}\" is no {FactText.Word(unit)}: \"{text}\".", "Write a whole address: https://bank.example/help, or help@bank.example.");
                return null;
            }

            if (!FactText.IsNumeric(unit) || IsNumber(text)) return new FactValue(from, unit, text, text);
            Wrong(value, $"Fact \"{name}\" counts something, but \"{text}\" is not a number.", "Write digits with a point for decimals and no thousands sign, or use unit: text.");
            return null;
        }

        if (!FactText.IsNumeric(unit) && value is YamlMappingNode { Children.Count: 2 } map
            && map.Children.TryGetValue(new YamlScalarNode(Languages.English), out var english)
            && map.Children.TryGetValue(new YamlScalarNode(Languages.Chinese), out var chinese)
            && english is YamlScalarNode { Value: { Length: > 0 } inEnglish } && chinese is YamlScalarNode { Value: { Length: > 0 } inChinese })
        {
            return new FactValue(from, unit, inEnglish, inChinese);
        }

        Wrong(value, $"The value of fact \"{name}\" is neither a number, a text, nor a text in both languages.", "Write value: 40, or with unit: text value: {en: ..., zh-Hans: ...}.");
        return null;
    }

    // The chat makes only https pressable, and a fact of these kinds goes onto the list of the bank's own addresses.
    private static Func<string, bool>? Address(FactUnit unit) => unit switch
    {
        FactUnit.Url => text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Contains('.', StringComparison.Ordinal),
        FactUnit.Email => text => System.Net.Mail.MailAddress.TryCreate(text, out var mail) && mail.Address == text,
        _ => null,
    };

    private FactUnit? Unit(string name, YamlNode node)
    {
        var text = (node as YamlScalarNode)?.Value ?? string.Empty;
        var unit = FactText.Unit(text);
        if (unit is null) Wrong(node, $"Fact \"{name}\" has the unknown unit \"{text}\".", NearestName.Hint(text, FactText.UnitNames));
        return unit;
    }

    private DateOnly? Date(string name, YamlNode node)
    {
        var text = (node as YamlScalarNode)?.Value;
        if (Dates.Parse(text) is { } date) return date;
        findings.Add(Finding.Error(FindingNumber.BadDate, yaml.At(node.Start), $"\"{text}\" in fact \"{name}\" is not a date.", Dates.Mend));
        return null;
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private void Wrong(YamlNode node, string wrong, string mend) =>
        findings.Add(Finding.Error(FindingNumber.BadFact, yaml.At(node.Start), wrong, mend));
}
