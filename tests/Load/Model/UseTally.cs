namespace Cardline.Load.Model;

/// <summary>Calls and tokens of one use.</summary>
/// <param name="Calls">Requests.</param>
/// <param name="TokensIn">Tokens read.</param>
/// <param name="TokensOut">Tokens written.</param>
internal sealed record UseCount(int Calls, long TokensIn, long TokensOut)
{
    /// <summary>Gets nothing counted.</summary>
    public static UseCount None { get; } = new(0, 0, 0);

    /// <summary>Adds two.</summary>
    public static UseCount operator +(UseCount one, UseCount other) => new(one.Calls + other.Calls, one.TokensIn + other.TokensIn, one.TokensOut + other.TokensOut);
}

/// <summary>Counts by use. Safe for any number of callers.</summary>
internal sealed class UseTally
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AskedUse, UseCount> _counts = [];

    /// <summary>Counts one call.</summary>
    public void Add(AskedUse use, int tokensIn, int tokensOut)
    {
        lock (_lock)
        {
            _counts[use] = _counts.GetValueOrDefault(use, UseCount.None) + new UseCount(1, tokensIn, tokensOut);
        }
    }

    /// <summary>Gives what was counted, and begins anew.</summary>
    public IReadOnlyDictionary<AskedUse, UseCount> Take()
    {
        lock (_lock)
        {
            var taken = new Dictionary<AskedUse, UseCount>(_counts);
            _counts.Clear();
            return taken;
        }
    }
}
