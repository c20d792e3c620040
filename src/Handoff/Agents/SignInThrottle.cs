namespace Cardline.Handoff.Agents;

/// <summary>Slows down guessing: a few tries a minute per name and per address.</summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    /// <summary>Wrong tries allowed in one window.</summary>
    public const int TriesMax = 5;

    /// <summary>Most names and addresses remembered; when full, new ones wait until old ones have run out.</summary>
    public const int KeysMax = 20_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _tries = new(StringComparer.Ordinal);

    /// <summary>Takes one try for every key, before the password is looked at, so that tries at the same time count too.</summary>
    /// <returns>False when one of them has none left; then nothing is taken.</returns>
    public bool TryBegin(params string[] keys)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_tries.Count >= KeysMax)
            {
                RunOut(now);
            }

            foreach (var key in keys)
            {
                if (_tries.TryGetValue(key, out var past))
                {
                    Drop(past, now);
                }

                if (past?.Count >= TriesMax || (past is null && _tries.Count >= KeysMax))
                {
                    return false;
                }
            }

            foreach (var key in keys)
            {
                if (!_tries.TryGetValue(key, out var past))
                {
                    _tries[key] = past = new Queue<DateTimeOffset>();
                }

                past.Enqueue(now);
            }

            return true;
        }
    }

    /// <summary>Gives one try back to every key: it came to nothing, because the password could not be looked at.</summary>
    public void NeverMind(params string[] keys)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (_tries.TryGetValue(key, out var past))
                {
                    past.TryDequeue(out _);
                }
            }
        }
    }

    /// <summary>Gives the tries back after a right password: for the name all, for the address the one.</summary>
    public void Succeeded(string name, string address)
    {
        lock (_lock)
        {
            _tries.Remove(name);
            if (_tries.TryGetValue(address, out var past))
            {
                past.TryDequeue(out _);
            }
        }
    }

    private void RunOut(DateTimeOffset now)
    {
        foreach (var (key, past) in _tries)
        {
            Drop(past, now);
            if (past.Count == 0)
            {
                _tries.Remove(key);
            }
        }
    }

    private static void Drop(Queue<DateTimeOffset> past, DateTimeOffset now)
    {
        while (past.TryPeek(out var first) && first <= now - Window)
        {
            past.Dequeue();
        }
    }
}
