namespace Cardline.Handoff.Tests;

/// <summary>Finds the editors' folder from wherever the tests run.</summary>
internal static class Repository
{
    public static string KnowledgeBase { get; } = Find();

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "knowledge-base");
            if (File.Exists(Path.Combine(path, "handoff.yml")))
            {
                return path;
            }
        }

        throw new InvalidOperationException("There is no knowledge-base folder above the tests.");
    }
}
