using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Prompting;

/// <summary>The prompts, ready to be filled in.</summary>
internal interface IPrompts
{
    /// <summary>Fills a prompt in. Every value is data: it is encoded, so that nothing in it can begin or end a message.</summary>
    /// <param name="use">Which prompt.</param>
    /// <param name="arguments">Its variables; one that the prompt does not declare is an error of ours and throws.</param>
    /// <param name="tokensMax">Most tokens, by a careful estimate; what is longer is trimmed by the prompt's rule.</param>
    RenderedPrompt Render(ModelUse use, IReadOnlyDictionary<string, object?> arguments, int tokensMax);
}

/// <summary>A prompt, filled in.</summary>
/// <param name="Name">Name and hash, such as <c>compose@1a2b3c4d5e6f</c>.</param>
/// <param name="Messages">What is sent.</param>
/// <param name="Options">Temperature, most tokens to write and the like, as the file says; without a model name.</param>
/// <param name="TokensTrimmed">Tokens left out because it was too long; usually 0.</param>
internal sealed record RenderedPrompt(string Name, IReadOnlyList<ChatMessage> Messages, ChatOptions Options, int TokensTrimmed);
