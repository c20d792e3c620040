namespace Cardline.TestKit.Tracing;

/// <summary>What the trace shows.</summary>
/// <param name="Posts">Posts whose arrival and answer were both seen.</param>
/// <param name="Synced">Of these, with a synced write of the WAL between the two.</param>
/// <param name="Expected">Posts that were sent.</param>
public sealed record FsyncResult(int Posts, int Synced, int Expected)
{
    /// <summary>Gets the number of answers that left before a sync.</summary>
    public int Early => Posts - Synced;

    /// <summary>Gets a value indicating whether every post was seen and synced.</summary>
    public bool Good => Posts == Expected && Synced == Posts;
}
