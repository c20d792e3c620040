using System.Collections;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Cardline.Bot.Gate.Channels;

/// <summary>One public key of an issuer.</summary>
/// <param name="Key">The key.</param>
/// <param name="Endorsements">Channels it may speak for; null when the document has no such list.</param>
internal sealed record IssuerKey(SecurityKey Key, IReadOnlyList<string>? Endorsements);

/// <summary>
/// The keys behind one metadata address. Kept a day; an unknown key id makes it look again, at most every five minutes; when a
/// look fails the keys at hand stay in use. However many callers wait, one look is under way.
/// </summary>
internal sealed class SigningKeySet(string address, IHttpClientFactory clients, TimeProvider clock, ILogger logger) : IDisposable
{
    /// <summary>Name of the HTTP client that reads the documents.</summary>
    public const string ClientName = "channel-keys";

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstLookAgainAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim oneLook = new(1);
    private volatile Snapshot snapshot = new([], DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>Finds a key by its id; null when the issuer has none such, or its keys cannot be had.</summary>
    public async Task<IssuerKey?> FindAsync(string keyId, CancellationToken cancel)
    {
        if (IsDue(snapshot, keyId))
        {
            await oneLook.WaitAsync(cancel);
            try
            {
                // Whoever waited finds the look already made.
                if (IsDue(snapshot, keyId))
                {
                    snapshot = await LookAsync(snapshot, cancel);
                }
            }
            finally
            {
                oneLook.Release();
            }
        }

        return snapshot.Keys.GetValueOrDefault(keyId);
    }

    /// <inheritdoc/>
    public void Dispose() => oneLook.Dispose();

    private bool IsDue(Snapshot at, string keyId)
    {
        var now = clock.GetUtcNow();
        if (now - at.LookedAt < (at.Keys.Count == 0 ? FirstLookAgainAfter : LookAgainAfter))
        {
            return false;
        }

        return now - at.ReadAt >= KeptFor || !at.Keys.ContainsKey(keyId);
    }

    private async Task<Snapshot> LookAsync(Snapshot before, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        try
        {
            using var client = clients.CreateClient(ClientName);
            var documents = new HttpDocumentRetriever(client) { RequireHttps = !new Uri(address).IsLoopback };
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancel);
            var keys = new Dictionary<string, IssuerKey>(StringComparer.Ordinal);
            foreach (var key in metadata.JsonWebKeySet.Keys.Where(key => key.Kty == JsonWebAlgorithmsKeyTypes.RSA && !string.IsNullOrEmpty(key.Kid)))
            {
                keys.TryAdd(key.Kid, new IssuerKey(key, EndorsementsOf(key)));
            }

            ChannelLog.KeysRead(logger, address, keys.Count);
            return keys.Count > 0 ? new Snapshot(keys, now, now) : before with { LookedAt = now };
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            ChannelLog.KeysNotRead(logger, address, before.Keys.Count, exception);
            return before with { LookedAt = now };
        }
    }

    private static List<string>? EndorsementsOf(JsonWebKey key) => key.AdditionalData.TryGetValue("endorsements", out var value)
        ? value switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => item.ToString())],
            IEnumerable list and not string => [.. list.Cast<object?>().Select(item => item?.ToString() ?? "")],
            _ => [],
        }
        : null;

    private sealed record Snapshot(Dictionary<string, IssuerKey> Keys, DateTimeOffset ReadAt, DateTimeOffset LookedAt);
}
