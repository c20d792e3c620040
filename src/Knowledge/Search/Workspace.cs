using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The lists that reading a question needs. Every thread has one and uses it again: they have grown to what questions need, and nothing in them outlives the question.</summary>
internal sealed class Workspace
{
    [ThreadStatic]
    private static Workspace? ofThread;

    internal FeatureReader Features { get; } = new();

    internal List<Term> Terms { get; } = [];

    internal Dictionary<int, double> Weights { get; } = [];

    internal HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);

    internal static Workspace OfThread() => ofThread ??= new Workspace();
}
