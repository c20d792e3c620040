using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using YamlDotNet.RepresentationModel;

namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Reads a prompt file in Semantic Kernel's YAML prompt schema: <c>name, description, template, template_format, input_variables,
/// output_variable, execution_settings</c>. A mistake is refused with its place and with what to do.
/// </summary>
/// <remarks>
/// Narrower than the kernel in what is about safety: no function is called from a template, no value is written unencoded, messages
/// and their roles are written out and never made by a value, and a stranger's words do not stand in a system message. Whatever is read here reads the same there.
/// </remarks>
internal static class PromptFileReader
{
    /// <summary>Most bytes of a file.</summary>
    public const int FileBytesMax = 64 * 1024;

    private const string Handlebars = "handlebars";
    private const string SemanticKernel = "semantic-kernel";

    private static readonly string[] TopNames = ["name", "description", "template", "template_format", "input_variables", "output_variable", "execution_settings", "allow_dangerously_set_content"];
    private static readonly string[] VariableNames = ["name", "description", "default", "is_required", "json_schema", "allow_dangerously_set_content"];

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its name, for faults.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="shape">The use it is for.</param>
    /// <exception cref="PromptFileException">Something is wrong with it (BOT065); the faults say where and what to do.</exception>
    public static PromptFile Read(string file, byte[] bytes, PromptShape shape)
    {
        if (bytes.Length > FileBytesMax)
        {
            throw new PromptFileException([new PromptFault(file, 1, 1, $"The file has {bytes.Length} bytes; a prompt has at most {FileBytesMax}. Make it shorter: it is paid for on every turn.")]);
        }

        var text = Decoded(file, bytes);
        var yaml = new PromptYaml(file, text);
        var root = yaml.Root();
        yaml.ThrowIfFaulty();
        var entries = yaml.Entries(root, TopNames);
        CheckName(yaml, root, entries, shape);
        CheckFlag(yaml, entries);
        CheckOutput(yaml, entries);
        var variables = Variables(yaml, entries, shape);
        CheckNeeded(yaml, root, variables, shape);
        var settings = entries.TryGetValue("execution_settings", out var listed) ? PromptSettings.Read(yaml, listed) : new Dictionary<string, ChatOptions>(StringComparer.Ordinal);
        var template = Template(yaml, root, entries, new TemplateNames(shape, variables));
        yaml.ThrowIfFaulty();
        return new PromptFile(shape, Hash(bytes), variables, template!, settings);
    }

    /// <summary>Says which version a file is: the same with <c>\n</c> and with <c>\r\n</c> as line ends.</summary>
    public static string Hash(byte[] bytes)
    {
        // Latin-1 maps every byte to one character and back, so that only line ends change.
        var same = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(same))[..12];
    }

    private static string Decoded(string file, byte[] bytes)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            return text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        catch (DecoderFallbackException)
        {
            throw new PromptFileException([new PromptFault(file, 1, 1, "The file is not UTF-8. Save it as UTF-8.")]);
        }
    }

    private static void CheckName(PromptYaml yaml, YamlMappingNode root, Dictionary<string, YamlNode> entries, PromptShape shape)
    {
        if (!entries.TryGetValue("name", out var node))
        {
            yaml.Fault(root, $"\"name\" is missing. Write \"name: {shape.Name}\".");
        }
        else if (yaml.Text(node, "name") is { } name && name != shape.Name)
        {
            yaml.Fault(node, $"The name is \"{name}\", and the file is the prompt of \"{shape.Name}\". Write \"name: {shape.Name}\".");
        }
    }

    private static void CheckFlag(PromptYaml yaml, Dictionary<string, YamlNode> entries)
    {
        if (entries.TryGetValue("allow_dangerously_set_content", out var node) && yaml.Flag(node, "allow_dangerously_set_content") == true)
        {
            yaml.Fault(node, "Values are always encoded here: a stranger's text could begin a message of its own. Take \"allow_dangerously_set_content\" out.");
        }
    }

    private static void CheckOutput(PromptYaml yaml, Dictionary<string, YamlNode> entries)
    {
        if (!entries.TryGetValue("output_variable", out var node))
        {
            return;
        }

        if (node is YamlMappingNode map)
        {
            yaml.Entries(map, "description", "json_schema");
        }
        else
        {
            yaml.Fault(node, "\"output_variable\" has to be a mapping with a description.");
        }
    }

    private static List<PromptVariable> Variables(PromptYaml yaml, Dictionary<string, YamlNode> entries, PromptShape shape)
    {
        var variables = new List<PromptVariable>();
        if (!entries.TryGetValue("input_variables", out var node))
        {
            return variables;
        }

        if (node is not YamlSequenceNode list)
        {
            yaml.Fault(node, "\"input_variables\" has to be a list of entries such as \"- name: question\".");
            return variables;
        }

        foreach (var child in list.Children)
        {
            if (child is YamlMappingNode map)
            {
                variables.AddRange(Variable(yaml, map, shape, variables));
            }
            else
            {
                yaml.Fault(child, "An input variable has to be a mapping that begins with \"name:\".");
            }
        }

        return variables;
    }

    private static IEnumerable<PromptVariable> Variable(PromptYaml yaml, YamlMappingNode map, PromptShape shape, List<PromptVariable> before)
    {
        var entries = yaml.Entries(map, VariableNames);
        CheckFlag(yaml, entries);
        var required = !entries.TryGetValue("is_required", out var flag) || (yaml.Flag(flag, "is_required") ?? true);
        var fallback = entries.TryGetValue("default", out var given) ? yaml.Text(given, "default") : null;
        var name = entries.TryGetValue("name", out var node) ? yaml.Text(node, "name") : null;
        if (string.IsNullOrEmpty(name))
        {
            yaml.Fault(map, "An input variable needs a name.");
        }
        else if (before.Exists(variable => variable.Name == name))
        {
            yaml.Fault(map, $"\"{name}\" is declared twice; take one out.");
        }
        else if (shape.Find(name) is null && fallback is null)
        {
            yaml.Fault(map, $"Nobody gives a value to \"{name}\". Give it a default, or use one of {string.Join(", ", shape.Variables.Select(variable => variable.Name))}.");
        }
        else if (shape.Find(name) is { IsList: true } && fallback is not null)
        {
            yaml.Fault(map, $"\"{name}\" is a list and has no default; it is empty when there is nothing.");
        }
        else
        {
            yield return new PromptVariable(name, fallback, required);
        }
    }

    private static void CheckNeeded(PromptYaml yaml, YamlMappingNode root, List<PromptVariable> variables, PromptShape shape)
    {
        foreach (var needed in shape.Variables.Where(variable => variable.IsNeeded && !variables.Exists(declared => declared.Name == variable.Name)))
        {
            yaml.Fault(root, $"\"{needed.Name}\" is missing among the input variables; without it the prompt cannot do its work.");
        }
    }

    private static IPromptTemplate? Template(PromptYaml yaml, YamlMappingNode root, Dictionary<string, YamlNode> entries, TemplateNames names)
    {
        var format = entries.TryGetValue("template_format", out var kind) ? yaml.Text(kind, "template_format") : SemanticKernel;
        if (!entries.TryGetValue("template", out var node) || node is not YamlScalarNode { Value.Length: > 0 } scalar)
        {
            yaml.Fault(node ?? root, "\"template\" is missing or empty. Write \"template: |\" and the messages below it, indented.");
            return null;
        }

        var faultless = true;
        void Fault(int offset, string message)
        {
            faultless = false;
            yaml.FaultIn(scalar, offset, message);
        }

        var text = scalar.Value;
        switch (format)
        {
            case Handlebars:
                TemplateRules.Check(HandlebarsTokens.Read(text, Fault), names, Fault);
                return faultless ? Compiled(text, Fault) : null;
            case SemanticKernel:
                var tokens = SemanticKernelTokens.Read(text, Fault);
                TemplateRules.Check(tokens, names with { ListsAreLines = true }, Fault);
                return faultless ? new SemanticKernelTemplate(tokens) : null;
            default:
                yaml.Fault(kind!, $"\"{format}\" is not a template format known here; known are {Handlebars} and {SemanticKernel}.");
                return null;
        }
    }

    private static HandlebarsTemplate? Compiled(string text, Action<int, string> fault)
    {
        try
        {
            return new HandlebarsTemplate(text);
        }
        catch (Exception broken) when (broken is HandlebarsDotNet.HandlebarsException or ArgumentException or InvalidOperationException)
        {
            fault(0, "The template engine cannot read this template. Compare it with the one that comes with the program.");
            return null;
        }
    }
}
