using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Tokens;

/// <summary>
/// The keys that sign tokens. They live in the store, so every node knows them and a restart logs nobody out. The newest one
/// signs; it is replaced by age. An older one verifies until the last thing it signed has run out, and is then removed.
/// </summary>
internal sealed class SigningKeys(IStateStore store, TimeProvider clock, IOptions<GateOptions> options) : IDisposable
{
    /// <summary>Kind of the values in the store.</summary>
    public const string Kind = "key";

    /// <summary>Least time between two reads of the store caused by unknown key ids, so that made-up ids cost nothing.</summary>
    public static readonly TimeSpan ReloadAtMostEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile IReadOnlyList<SigningKey> _keys = [];
    private long _loadedAt;

    /// <summary>Life of the longest-lived thing that is signed.</summary>
    private TimeSpan LongestLife =>
        TimeSpan.FromDays(options.Value.ResumeDays) + TimeSpan.FromMinutes(options.Value.TokenMinutes);

    /// <summary>The key that signs now; made or replaced when it is time.</summary>
    public async ValueTask<SigningKey> CurrentAsync(CancellationToken cancel)
    {
        if (_keys is [.., var newest] && IsFresh(newest))
        {
            return newest;
        }

        await _loading.WaitAsync(cancel);
        try
        {
            await LoadAsync(cancel);
            if (_keys is [.., var loaded] && IsFresh(loaded))
            {
                return loaded;
            }

            var next = SigningKey.Make(_keys is [.., var last] ? last.Number + 1 : 1, clock.GetUtcNow());
            await store.TryAddAsync(Kind, next.Id, next.Write(), cancel);

            // Another node may have been first: what stands in the store counts, not what was made here.
            await LoadAsync(cancel);
            await RemoveDeadAsync(cancel);
            return _keys[^1];
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The key of that id when it still verifies; null otherwise.</summary>
    public async ValueTask<SigningKey?> FindAsync(string id, CancellationToken cancel)
    {
        if (Find(id) is { } known)
        {
            return IsAlive(known) ? known : null;
        }

        await _loading.WaitAsync(cancel);
        try
        {
            // Another node may have made it a moment ago.
            if (_keys.Count == 0 || clock.GetElapsedTime(_loadedAt) >= ReloadAtMostEvery)
            {
                await LoadAsync(cancel);
            }
        }
        finally
        {
            _loading.Release();
        }

        return Find(id) is { } found && IsAlive(found) ? found : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    private SigningKey? Find(string id) => _keys.FirstOrDefault(key => key.Id == id);

    private bool IsFresh(SigningKey key) => clock.GetUtcNow() - key.CreatedAt < TimeSpan.FromDays(options.Value.KeyRotationDays);

    private bool IsAlive(SigningKey key) =>
        _keys.FirstOrDefault(other => other.Number > key.Number) is not { } successor
        || clock.GetUtcNow() - successor.CreatedAt <= LongestLife;

    private async Task LoadAsync(CancellationToken cancel)
    {
        var stored = await store.ListAsync(Kind, cancel);
        _keys = [.. stored
            .Where(pair => pair.Key.StartsWith(SigningKey.IdPrefix, StringComparison.Ordinal))
            .Select(pair => SigningKey.Read(pair.Key, pair.Value))
            .OrderBy(key => key.Number)];
        _loadedAt = clock.GetTimestamp();
    }

    private async Task RemoveDeadAsync(CancellationToken cancel)
    {
        foreach (var dead in _keys.Where(key => !IsAlive(key)))
        {
            await store.DeleteAsync(Kind, dead.Id, cancel);
        }
    }
}
