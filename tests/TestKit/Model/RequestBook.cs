namespace Cardline.TestKit.Model;

/// <summary>The last requests, and how many are open. Safe for any number of callers.</summary>
internal sealed class RequestBook(int keptMax)
{
    private readonly Lock _lock = new();
    private readonly Queue<ModelRequest> _kept = new();
    private int _total;
    private int _open;
    private int _openMost;

    /// <summary>Gets the requests that are kept, oldest first.</summary>
    public IReadOnlyList<ModelRequest> Kept
    {
        get
        {
            lock (_lock)
            {
                return [.. _kept];
            }
        }
    }

    /// <summary>Gets how many ever came.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>Gets how many are being answered.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Gets how many were being answered at once at most.</summary>
    public int OpenMost => Volatile.Read(ref _openMost);

    /// <summary>Counts one in.</summary>
    public int Begin()
    {
        lock (_lock)
        {
            _openMost = Math.Max(_openMost, ++_open);
            return ++_total;
        }
    }

    /// <summary>Keeps one, and forgets the oldest when there are too many.</summary>
    public void Keep(ModelRequest request)
    {
        lock (_lock)
        {
            _kept.Enqueue(request);
            if (_kept.Count > keptMax)
            {
                _kept.Dequeue();
            }
        }
    }

    /// <summary>Counts one out.</summary>
    public void End()
    {
        lock (_lock)
        {
            _open--;
        }
    }
}
