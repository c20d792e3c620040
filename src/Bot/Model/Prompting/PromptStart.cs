using Microsoft.Extensions.Options;

namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Reads the prompts when the settings are checked, so that a broken file is refused at the start. Without a model and without files of the
/// operator nothing is read: the start is as short as before.
/// </summary>
internal sealed class PromptStart : IValidateOptions<ModelOptions>
{
    private readonly Lock _lock = new();
    private (ModelOptions Of, PromptLibrary Library)? _read;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        if (options.Endpoint is null && options.Prompts is not { Length: > 0 })
        {
            return ValidateOptionsResult.Success;
        }

        try
        {
            _ = Library(options);
            return ValidateOptionsResult.Success;
        }
        catch (PromptFileException broken)
        {
            return ValidateOptionsResult.Fail(broken.Faults.Select(fault => fault.ToString()));
        }
    }

    /// <summary>Returns the prompts for these settings; those that were read for the check are not read again.</summary>
    /// <exception cref="PromptFileException">A file cannot be used (BOT065).</exception>
    public PromptLibrary Library(ModelOptions options)
    {
        lock (_lock)
        {
            if (_read is not { } read || !ReferenceEquals(read.Of, options))
            {
                _read = read = (options, PromptLibrary.Read(options));
            }

            return read.Library;
        }
    }
}
