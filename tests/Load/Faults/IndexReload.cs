using System.Globalization;

namespace Cardline.Load.Faults;

/// <summary>An editor who saves all the time while cardholders ask.</summary>
internal static class IndexReload
{
    private const int SavesPerSecond = 5;

    /// <summary>Saves until the time is over.</summary>
    public static async Task RunAsync(FaultScene scene, CancellationToken cancel)
    {
        var article = Directory.EnumerateFiles(Path.Combine(scene.Articles!, "articles"), "*.en.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var text = await File.ReadAllTextAsync(article, cancel);
        var saves = 0;
        for (; saves < scene.Length.TotalSeconds * SavesPerSecond; saves++)
        {
            await File.WriteAllTextAsync(article, text + string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}Saved once more.{new string('.', saves % 7)}{Environment.NewLine}"), cancel);
            await FaultScene.GoOnAsync(TimeSpan.FromSeconds(1.0 / SavesPerSecond), cancel);
        }

        scene.Figures["saves"] = saves;
        scene.Mark();
    }
}
