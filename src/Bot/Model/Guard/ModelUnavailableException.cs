namespace Cardline.Bot.Model.Guard;

/// <summary>The embedding model gave nothing; the caller goes on without vectors.</summary>
internal sealed class ModelUnavailableException(Fallback cause, Exception? inner = null) : Exception($"The model gave nothing: {cause.Name()}.", inner)
{
    /// <summary>Why.</summary>
    public Fallback Cause => cause;
}
