namespace Cardline.Benchmarks.Sets;

/// <summary>One question of a public data set and the category it was filed under.</summary>
internal sealed record Labelled(string Text, string Category);

/// <summary>Questions that no article answers.</summary>
internal sealed record Foreign(string Name, IReadOnlyList<string> Texts);

/// <summary>A public data set as it was read.</summary>
/// <param name="Name">Name as in the tables and in the folder names.</param>
/// <param name="Training">Questions that may stand in articles.</param>
/// <param name="HeldOut">Questions kept apart for measuring; null when only a training part was found.</param>
/// <param name="HeldOutName">Which part that is, such as test; says so in the output.</param>
/// <param name="OutOfScope">Questions of no category, by kind.</param>
internal sealed record DataSet(
    string Name,
    IReadOnlyList<Labelled> Training,
    IReadOnlyList<Labelled>? HeldOut,
    string HeldOutName,
    IReadOnlyList<Foreign> OutOfScope);
