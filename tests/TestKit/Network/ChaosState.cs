namespace Cardline.TestKit.Network;

/// <summary>The mode in force, and a token that ends when it is replaced.</summary>
internal sealed class ChaosState(Chaos mode) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Gets the mode.</summary>
    public Chaos Mode { get; } = mode;

    /// <summary>Gets what is cancelled when another mode takes over.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Wakes all who wait under this mode.</summary>
    public void End() => _ended.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();
}
