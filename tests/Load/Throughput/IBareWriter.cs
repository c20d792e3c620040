namespace Cardline.Load.Throughput;

/// <summary>Where the bare endpoint writes.</summary>
internal interface IBareWriter : IDisposable
{
    /// <summary>Writes a text in equal rows; done when it is as safe as the store's level promises.</summary>
    Task WriteAsync(string text, int rows, CancellationToken cancel);
}
