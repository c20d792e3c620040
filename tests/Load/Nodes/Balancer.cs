namespace Cardline.Load.Nodes;

/// <summary>What a load balancer in front of the nodes does: each request goes to the next node, and one that failed rests for a while.</summary>
/// <remarks>It sends a request again only when no node took the connection; what became of any other failure is the client's to find out.</remarks>
internal sealed class Balancer(IReadOnlyList<Uri> nodes, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan RestsFor = TimeSpan.FromSeconds(1);
    private static readonly AsyncLocal<int?> Pinned = new();

    private readonly long[] _restsUntil = new long[nodes.Count];
    private int _next;

    /// <summary>Makes everything that this flow of control asks go to one node.</summary>
    public static void Pin(int? node) => Pinned.Value = node;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            var node = Pinned.Value ?? Choose();
            request.RequestUri = new UriBuilder(request.RequestUri!) { Host = nodes[node].Host, Port = nodes[node].Port }.Uri;
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConnectionError && tries < nodes.Count && Pinned.Value is null)
            {
                Rest(node);
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                Rest(node);
                throw;
            }
        }
    }

    private int Choose()
    {
        var now = TimeProvider.System.GetTimestamp();
        for (var tries = 0; tries < nodes.Count; tries++)
        {
            var node = (int)((uint)Interlocked.Increment(ref _next) % (uint)nodes.Count);
            if (Volatile.Read(ref _restsUntil[node]) <= now)
            {
                return node;
            }
        }

        return (int)((uint)Interlocked.Increment(ref _next) % (uint)nodes.Count);
    }

    private void Rest(int node) =>
        Volatile.Write(ref _restsUntil[node], TimeProvider.System.GetTimestamp() + (long)(RestsFor.TotalSeconds * TimeProvider.System.TimestampFrequency));
}
