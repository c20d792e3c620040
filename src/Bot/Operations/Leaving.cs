using Microsoft.Extensions.Options;

namespace Cardline.Bot.Operations;

/// <summary>Keeps the door of a stopping node open for a while: everybody is told to go elsewhere before it closes.</summary>
/// <remarks>
/// The host says that it stops before anything is stopped: readiness turns to 503 and the streams end at that moment. Then this
/// waits, and only then the server stops listening, ends what is under way, and the rooms stop.
/// </remarks>
internal sealed class Leaving(IOptions<OperationsOptions> options, TimeProvider clock) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken) =>
        await Task.Delay(TimeSpan.FromSeconds(options.Value.LeaveSeconds), clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
