namespace Cardline.TestKit.Server;

/// <summary>How a server is started.</summary>
/// <param name="DataFolder">Holds the SQLite file; survives restarts.</param>
public sealed record ServerSetup(string DataFolder)
{
    /// <summary>Gets settings, with colons in their names.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets what stands before the server's own command line, such as strace with its options.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>Gets the port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Gets the path of the log's SQLite file.</summary>
    public string LogFile => Path.Combine(DataFolder, "cardline.db");
}
