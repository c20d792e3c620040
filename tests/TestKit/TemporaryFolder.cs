namespace Cardline.TestKit;

/// <summary>A folder that is gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Gets its full path.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("cardline-").FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just ending may still hold a file; the folder lies among the temporary ones.
        }
    }
}
