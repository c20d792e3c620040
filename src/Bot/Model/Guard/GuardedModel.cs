using System.Runtime.CompilerServices;
using System.Text;
using Cardline.Bot.Model.Prompting;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Guard;

/// <summary>
/// The model behind its limits: time, tries, calls at once, tokens, money, and a breaker. Whatever goes wrong is nothing said; only the
/// caller's own cancellation throws.
/// </summary>
/// <remarks>
/// A whole reply is streamed too: only then is it seen at once that a model does not begin, and a slow one is not mistaken for a dead one.
/// </remarks>
internal sealed class GuardedModel(IChatClient client, IPrompts prompts, ModelGuard guard, ILogger<GuardedModel> logger) : IModel
{
    /// <inheritdoc/>
    public bool Offers(ModelUse use) => guard.Options.Uses.IsOn(use) && !guard.Chat.IsOpen;

    /// <inheritdoc/>
    public async Task<ModelReply?> AskAsync(ModelAsk ask, CancellationToken cancel)
    {
        var text = new StringBuilder();
        await foreach (var piece in StreamAsync(ask, cancel).WithCancellation(cancel))
        {
            text.Append(piece.Text);
            if (piece.Ended)
            {
                return new ModelReply(text.ToString().Trim(), piece.Prompt);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelPiece> StreamAsync(ModelAsk ask, [EnumeratorCancellation] CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!guard.Options.Uses.IsOn(ask.Use) || Render(ask) is not { } prompt || await AdmitAsync(ask, prompt) is not { } admitted)
        {
            yield break;
        }

        await using var call = new GuardedCall(client, (ask, prompt), admitted, guard, logger, cancel);
        while (await call.NextAsync() is { } words)
        {
            yield return new ModelPiece(words, Ended: false, prompt.Name);
        }

        if (call.EndedWell)
        {
            yield return new ModelPiece("", Ended: true, prompt.Name);
        }
    }

    private RenderedPrompt? Render(ModelAsk ask)
    {
        var use = ModelCallName.NameOf(ask.Use);
        try
        {
            var prompt = prompts.Render(ask.Use, ask.Arguments, guard.Options.PromptTokensMax);
            if (prompt.TokensTrimmed > 0)
            {
                ModelInstruments.PromptTrimmed(use, prompt.TokensTrimmed);
                ModelLog.Trimmed(logger, prompt.TokensTrimmed, use, ask.ConversationId);
            }

            return prompt;
        }
        catch (Exception e)
        {
            // A mistake of ours, and said loudly; the cardholder gets the approved text all the same.
            ModelLog.PromptFailed(logger, use, e.GetType().Name, e);
            ModelInstruments.FellBack(use, Fallback.Prompt);
            return null;
        }
    }

    private async ValueTask<ModelGuard.Admitted?> AdmitAsync(ModelAsk ask, RenderedPrompt prompt)
    {
        var (admitted, cause) = await guard.AdmitAsync(
            guard.Chat, ask.ConversationId, TokenEstimate.Of(prompt.Messages), prompt.Options.MaxOutputTokens ?? GuardedCall.ReplyTokens);
        if (admitted is null)
        {
            var use = ModelCallName.NameOf(ask.Use);
            ModelInstruments.FellBack(use, cause);
            ModelLog.FellBack(logger, use, ask.ConversationId, cause.Name(), milliseconds: 0);
        }

        return admitted;
    }
}
