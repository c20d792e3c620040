namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// The prompts of all uses: those that come with the program, each replaced by a file of its name in the folder of <c>Model:Prompts</c>. Read once, at
/// the start; a changed file counts from the next start.
/// </summary>
internal sealed class PromptLibrary : IPrompts
{
    /// <summary>How a prompt file ends.</summary>
    public const string Ending = ".yaml";

    /// <summary>Most files of the folder that are looked at.</summary>
    public const int FilesMax = 50;

    private readonly Dictionary<ModelUse, PromptFile> _files;
    private readonly string? _model;

    private PromptLibrary(Dictionary<ModelUse, PromptFile> files, string? model)
    {
        _files = files;
        _model = model;
    }

    /// <summary>Reads all prompts and tries each.</summary>
    /// <param name="options">Folder, model and most tokens of a prompt.</param>
    /// <exception cref="PromptFileException">A file or the folder cannot be used (BOT065); the faults say what to do.</exception>
    public static PromptLibrary Read(ModelOptions options)
    {
        var faults = new List<PromptFault>();
        var own = options.Prompts is { Length: > 0 } folder ? Own(folder, faults) : new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new Dictionary<ModelUse, PromptFile>();
        foreach (var shape in PromptShape.All)
        {
            try
            {
                var name = own.TryGetValue(shape.Name, out var path) ? path : shape.Name + Ending;
                var file = PromptFileReader.Read(name, path is null ? Embedded(shape) : File.ReadAllBytes(path), shape);
                PromptTrial.Check(name, file, options.PromptTokensMax);
                files[shape.Use] = file;
            }
            catch (PromptFileException broken)
            {
                faults.AddRange(broken.Faults);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                faults.Add(new PromptFault(own[shape.Name], 1, 1, "The file cannot be read. Check that it is there and that the server may read it."));
            }
        }

        return faults.Count == 0 ? new PromptLibrary(files, options.Chat) : throw new PromptFileException(faults);
    }

    /// <inheritdoc/>
    public RenderedPrompt Render(ModelUse use, IReadOnlyDictionary<string, object?> arguments, int tokensMax)
    {
        var file = _files[use];
        var values = PromptValues.Read(file, arguments, out var cut);
        var (messages, trimmed) = PromptTrim.Fit(file.Template, file.Shape, values, tokensMax);
        return new RenderedPrompt(file.FullName, messages, file.OptionsFor(_model), cut + trimmed);
    }

    /// <summary>Returns the bytes of a prompt that comes with the program.</summary>
    internal static byte[] Embedded(PromptShape shape)
    {
        using var stream = typeof(PromptLibrary).Assembly.GetManifestResourceStream($"Cardline.Bot.Prompts.{shape.Name}{Ending}")
            ?? throw new InvalidOperationException($"The prompt {shape.Name} is not in the program.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    // A file whose name is no use's would be left out in silence, and its writer believe that it counts.
    private static Dictionary<string, string> Own(string folder, List<PromptFault> faults)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
        {
            faults.Add(new PromptFault(folder, 1, 1, "Model:Prompts names a folder that is not there. Make it, or take the setting out."));
            return found;
        }

        foreach (var path in Directory.EnumerateFiles(folder).Where(IsYaml).Order(StringComparer.Ordinal).Take(FilesMax))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!path.EndsWith(Ending, StringComparison.Ordinal) || PromptShape.All.All(shape => shape.Name != name))
            {
                faults.Add(new PromptFault(path, 1, 1, $"This is no prompt of the program. Prompts are named {string.Join(", ", PromptShape.All.Select(shape => shape.Name + Ending))}."));
            }
            else
            {
                found[name] = path;
            }
        }

        return found;
    }

    private static bool IsYaml(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
