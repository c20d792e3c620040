namespace Cardline.TestKit.Model;

/// <summary>One call that a scripted model asks for.</summary>
/// <param name="Name">The function; it need not be one that was offered.</param>
/// <param name="Arguments">Its arguments as JSON text; it need not parse.</param>
/// <param name="Id">Null for an id of the server's choice.</param>
public sealed record ModelToolCall(string Name, string Arguments, string? Id = null);
