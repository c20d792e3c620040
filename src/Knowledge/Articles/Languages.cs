namespace Cardline.Knowledge.Articles;

/// <summary>The two languages that articles are written in. A third one is added here, in <see cref="FactText"/> and in Index/Terms.cs.</summary>
internal static class Languages
{
    internal const string English = "en";
    internal const string Chinese = "zh-Hans";

    internal static IReadOnlyList<string> All { get; } = [English, Chinese];

    internal static bool IsKnown(string lang) => lang is English or Chinese;

    /// <summary>A caller's language tag is a wish, never a reason to fail: every Chinese tag means zh-Hans, everything else English.</summary>
    internal static string Nearest(string? lang) =>
        lang is not null && lang.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    internal static string Sibling(string lang) => lang == English ? Chinese : English;
}
