namespace Cardline.Benchmarks.Sets;

/// <summary>A comment, and what its readers found that its writer felt.</summary>
internal sealed record Comment(string Text, IReadOnlyList<string> Feelings);

/// <summary>Reads GoEmotions: train.tsv to learn from and dev.tsv to be measured on. A test part is not looked for.</summary>
/// <remarks>Each line is the comment, the places of its feelings in labels.txt with commas between them, and an id, with tabs between the three.</remarks>
internal static class GoEmotions
{
    internal const string Name = "goemotions";
    internal const string TrainingFile = "train.tsv";
    private const string DevelopmentFile = "dev.tsv";
    private const string FeelingsFile = "labels.txt";

    internal static (IReadOnlyList<Comment> Training, IReadOnlyList<Comment> Development) Read(DataFolder data)
    {
        var folder = data.Need(Name, TrainingFile);
        var feelings = DataFolder.Lines(Path.Combine(folder, FeelingsFile));
        return (Comments(Path.Combine(folder, TrainingFile), feelings), Comments(Path.Combine(folder, DevelopmentFile), feelings));
    }

    private static List<Comment> Comments(string file, string[] feelings)
    {
        var comments = new List<Comment>();
        foreach (var line in DataFolder.Lines(file))
        {
            if (line.Length == 0) continue;
            var cells = line.Split('\t');
            comments.Add(cells.Length == 3 && Felt(cells[1], feelings) is { } felt
                ? new Comment(cells[0], felt)
                : throw new DataFault($"Line {comments.Count + 1} of {Name}/{Path.GetFileName(file)} is no comment with places of {FeelingsFile} and an id."));
        }

        return comments.Count > 0 ? comments : throw new DataFault($"{Name}/{Path.GetFileName(file)} has no rows.");
    }

    private static string[]? Felt(string cell, string[] feelings)
    {
        var places = cell.Split(',').Select(place => int.TryParse(place, out var number) ? number : -1).ToArray();
        return Array.TrueForAll(places, place => place >= 0 && place < feelings.Length) ? [.. places.Select(place => feelings[place])] : null;
    }
}
