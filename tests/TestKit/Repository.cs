namespace Cardline.TestKit;

/// <summary>Where things stand in the repository that this assembly was built from.</summary>
public static class Repository
{
    /// <summary>Gets the folder that holds Bot.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>Gets the built server, in the same configuration as this assembly.</summary>
    public static string ServerAssembly
    {
        get
        {
            var build = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Root, "src", "Bot", "bin", build.Parent!.Name, build.Name, "Bot.dll");
        }
    }

    /// <summary>Gets the folder for files that people look at: screenshots, reports. It is made when it is missing.</summary>
    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts")).FullName;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No folder above the assembly has a Bot.sln.");
    }
}
