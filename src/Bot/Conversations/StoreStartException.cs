namespace Cardline.Bot.Conversations;

/// <summary>The store cannot be used at all. Its message is for the operator, carries a lasting number and says what to do; the program ends with it.</summary>
internal sealed class StoreStartException(string message, Exception? inner = null) : Exception(message, inner);
