namespace Cardline.Load.Throughput;

/// <summary>Where the bare endpoint writes.</summary>
internal interface IBareWriter : IDisposable
{
    /// <summary>Writes; done when it is as safe as the store's level promises.</summary>
    Task WriteAsync(BareWrite write, CancellationToken cancel);
}

/// <summary>One durable write of the bare endpoint.</summary>
/// <param name="Conversation">Who asks; one write of each at a time.</param>
/// <param name="Number">Which of a request's writes it is, from 0.</param>
/// <param name="Rows">What is stored.</param>
internal sealed record BareWrite(string Conversation, int Number, IReadOnlyList<string> Rows);
