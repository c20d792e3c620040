using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Cardline.Handoff.Detection;

/// <summary>Reads <c>handoff.yml</c>. The head of that file explains its form.</summary>
internal sealed partial class RuleFile
{
    /// <summary>Most patterns in a rule file; bounds the time that one message can cost.</summary>
    public const int PatternsMax = 1000;

    private static readonly string[] Languages = ["en", "zh-Hans"];
    private static readonly string[] TopNames = ["version", "words", "unless", "rules", "offer", "not_helped", "measures", "variants"];

    private readonly YamlDocumentReader _reader;
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnlessGroup> _unless = new(StringComparer.Ordinal);
    private readonly List<Pattern> _patterns = [];

    private RuleFile(YamlDocumentReader reader) => _reader = reader;

    /// <summary>Reads a rule file's text.</summary>
    /// <param name="file">Its name, for faults.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="HandoffFileException">Something is wrong with it; the faults say where.</exception>
    public static RuleSet Read(string file, string text)
    {
        var reader = new YamlDocumentReader(file);
        var root = reader.Root(text);
        reader.ThrowIfFaulty();
        var set = new RuleFile(reader).ReadSet(root, text);
        reader.ThrowIfFaulty();
        return set;
    }

    private RuleSet ReadSet(YamlMappingNode root, string text)
    {
        _reader.CheckNames(root, TopNames);
        ReadWords(_reader.Map(root, "words"));
        ReadUnless(_reader.Map(root, "unless"));
        var offer = _reader.Map(root, "offer");
        var measures = _reader.Map(root, "measures");
        return new RuleSet
        {
            Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12],
            Rules = ReadRules(root),
            OfferMade = Patterns(offer, "made"),
            OfferAccepted = Patterns(offer, "accepted"),
            NotHelped = Patterns(root, "not_helped"),
            Measures = Measures.Read(_reader, measures),
            Variants = new Variants(Forms(root)),
            Sifting = new Lazy<Sieve>(() => new Sieve(_patterns)),
        };
    }

    private void ReadWords(YamlMappingNode words)
    {
        foreach (var (name, _, value) in _reader.Entries(words))
        {
            _words[name] = Filled((value as YamlScalarNode)?.Value ?? string.Empty, value);
        }
    }

    private void ReadUnless(YamlMappingNode groups)
    {
        foreach (var (name, key, value) in _reader.Entries(groups))
        {
            if (value is not YamlMappingNode group)
            {
                _reader.Fault(key, "HND102", $"\"{name}\" has to say where, en and zh-Hans.");
                continue;
            }

            var where = _reader.Text(group, "where");
            if (where is not "before" and not "sentence")
            {
                _reader.Fault(group, "HND104", "\"where\" has to be before or sentence.");
            }

            _reader.CheckNames(group, ["where", .. Languages]);
            _unless[name] = new UnlessGroup(where == "sentence", [.. Languages.SelectMany(lang => Compiled(group, lang))]);
        }
    }

    private List<Rule> ReadRules(YamlMappingNode root)
    {
        var order = HandoffReasons.All.ToList();
        var rules = new List<Rule>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        root.Children.TryGetValue(new YamlScalarNode("rules"), out var listed);
        foreach (var node in (listed as YamlSequenceNode)?.Children ?? [])
        {
            if (node is not YamlMappingNode map)
            {
                _reader.Fault(node, "HND102", "A rule has to be a mapping with id, reason and match.");
                continue;
            }

            var rule = ReadRule(map);
            if (!order.Contains(rule.Reason))
            {
                _reader.Fault(map, "HND105", $"\"{rule.Reason}\" is not a reason; the reasons are {string.Join(", ", order)}.");
            }

            if (!ids.Add(rule.Id))
            {
                _reader.Fault(map, "HND106", $"The id \"{rule.Id}\" is used twice; ids are lasting and belong to one rule each.");
            }

            rules.Add(rule);
        }

        foreach (var missing in order.Where(reason => rules.TrueForAll(rule => rule.Reason != reason)))
        {
            _reader.Fault(root, "HND105", $"There is no rule for the reason \"{missing}\".");
        }

        return [.. rules.OrderBy(rule => order.IndexOf(rule.Reason))];
    }

    private Rule ReadRule(YamlMappingNode map)
    {
        _reader.CheckNames(map, "id", "reason", "over", "match", "not", "unless");
        var match = Patterns(map, "match");
        if (match.Count == 0)
        {
            _reader.Fault(map, "HND103", "A rule needs at least one pattern under match, en or zh-Hans.");
        }

        var unless = new List<UnlessGroup>();
        foreach (var (name, node) in _reader.Texts(map, "unless"))
        {
            if (_unless.TryGetValue(name, out var group))
            {
                unless.Add(group);
            }
            else
            {
                _reader.Fault(node, "HND102", $"There is no group \"{name}\" under unless at the top of the file.");
            }
        }

        return new Rule(_reader.Text(map, "id"), _reader.Text(map, "reason"), match, Patterns(map, "not"), unless)
        {
            WholeMessage = Over(map),
        };
    }

    private bool Over(YamlMappingNode rule)
    {
        var over = _reader.Texts(rule, "over").Select(found => found.Text).FirstOrDefault("sentence");
        if (over is not "message" and not "sentence")
        {
            _reader.Fault(rule, "HND104", "\"over\" has to be message or sentence.");
        }

        return over == "message";
    }

    private List<Pattern> Patterns(YamlMappingNode of, string name)
    {
        var map = _reader.Map(of, name);
        _reader.CheckNames(map, Languages);
        return [.. Languages.SelectMany(lang => Compiled(map, lang))];
    }

    private List<Pattern> Compiled(YamlMappingNode map, string lang)
    {
        var compiled = new List<Pattern>();
        foreach (var (text, node) in _reader.Texts(map, lang))
        {
            if (_patterns.Count >= PatternsMax)
            {
                _reader.Fault(node, "HND104", $"There are more than {PatternsMax} patterns; put some together.");
                break;
            }

            try
            {
                var pattern = new Pattern(Filled(text, node), _patterns.Count);
                _patterns.Add(pattern);
                compiled.Add(pattern);
            }
            catch (ArgumentException broken)
            {
                _reader.Fault(node, "HND107", $"This pattern cannot be used: {broken.Message}");
            }
        }

        return compiled;
    }

    private string Filled(string pattern, YamlNode at) => WordName().Replace(pattern, found =>
    {
        if (_words.TryGetValue(found.Groups["name"].Value, out var word))
        {
            return word;
        }

        _reader.Fault(at, "HND102", $"There is no entry \"{found.Groups["name"].Value}\" under words.");
        return string.Empty;
    });

    private Dictionary<char, char> Forms(YamlMappingNode root)
    {
        var forms = new Dictionary<char, char>();
        foreach (var (text, node) in _reader.Texts(root, "variants"))
        {
            foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (pair.Length != 2)
                {
                    _reader.Fault(node, "HND104", $"\"{pair}\" has to be two characters: the traditional one and its simplified form.");
                    continue;
                }

                forms[pair[0]] = pair[1];
            }
        }

        return forms;
    }

    [GeneratedRegex(@"\{(?<name>[a-z_]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordName();
}
